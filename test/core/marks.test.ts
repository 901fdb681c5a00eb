import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loseObject } from '../helpers/lose-object.ts'
import { value } from '../helpers/open-core.ts'
import { openTalk, type Talk } from '../helpers/talk.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'

let talk: Talk

beforeEach(async () => {
  talk = await openTalk()
})
afterEach(() => talk.close())

const placesOf = async ({ core, idOf }: Talk) =>
  (await value(core().call('timeline.open', { agentId: idOf('main') }))).places

describe('marks and rewind', () => {
  test('what is typed behind a rewind that still goes on comes after it', async () => {
    await talk.say('first')
    await talk.type('/mark start')
    await talk.say('second')
    await Promise.all([talk.type('/rewind start'), talk.type('/mark again'), talk.say('third')])
    expect(await talk.path()).toEqual([
      ...['first', 'You said: first', '<start>', '<again>', 'third', 'You said: third'],
    ])
  })

  test('a label can be gone back to again and again, and without one it walks back', async () => {
    await talk.say('first')
    await talk.type('/mark start')
    await talk.say('second')
    await talk.type('/mark')
    await talk.say('third')
    expect(await talk.path()).toContain('<Checkpoint #1>')
    await talk.type('/rewind')
    expect((await talk.path()).at(-1)).toBe('<Checkpoint #1>')
    await talk.type('/rewind')
    expect(await talk.path()).toEqual(['first', 'You said: first', '<start>'])
    expect(await talk.fault('/rewind')).toEqual({ kind: 'no-mark-before', labels: ['Checkpoint #1', 'start'] })
    await talk.say('other')
    await talk.type('/rewind start')
    await talk.type('/rewind start')
    expect(await talk.path()).toEqual(['first', 'You said: first', '<start>'])
    // on an abandoned path
    await talk.type('/rewind "Checkpoint #1"')
    expect(await talk.path()).toContain('second')
    expect(await talk.fault('/rewind nowhere')).toEqual({
      kind: 'mark-missing',
      label: 'nowhere',
      labels: ['Checkpoint #1', 'start'],
    })
  })

  test('the model sees the path and nothing else', async () => {
    await talk.type('/mark start')
    await talk.say('abandoned')
    await talk.type('/rewind start')
    await talk.say('kept')
    const sent = talk.lastAsked()
    expect(sent).toContain('kept')
    expect(sent).not.toContain('abandoned')
  })

  test('an undo goes back to where you were, and what was offered is the message that followed', async () => {
    await talk.type('/mark start')
    await talk.say('once more')
    const before = await talk.path()
    await talk.type('/rewind start')
    expect(talk.agent('main').offer).toBe('once more')
    await talk.reopen()
    expect(talk.agent('main').offer).toBe('once more')
    await talk.type('/rewind --undo')
    expect(await talk.path()).toEqual(before)
    expect(talk.agent('main').offer).toBeNull()
    expect(await talk.fault('/rewind --undo')).toEqual({ kind: 'nothing-to-undo', name: 'main' })
    await talk.type('/clear')
    expect(await talk.path()).toEqual([])
    await talk.type('/rewind --undo')
    expect(await talk.path()).toEqual(before)
  })

  test('a run that goes on is stopped first, and its path is one that can be gone on from', async () => {
    await talk.type('/mark start')
    await talk.say('/mark x')
    await talk.type('hello')
    await talk.type('/rewind start')
    expect(talk.agent('main').run.state).toBe('idle')
    await talk.say('again')
    expect((await talk.path()).at(-1)).toBe('You said: again')
  })

  test('what comes while files are restored waits until the conversation is back too', async () => {
    const [begun, on] = ['begun', 'on'].map((name) => join(talk.folder, name)) as [string, string]
    execFileSync('sh', ['-c', `mkfifo '${begun}' '${on}'`])
    writeFiles(talk.repository, { '.gitattributes': 'slow.txt filter=slow\n', 'slow.txt': 'slow\n' })
    runGit(talk.repository, 'config', 'filter.slow.smudge', `sh -c 'echo > "${begun}"; read go < "${on}"; cat'`)
    runGit(talk.repository, 'add', '--all')
    runGit(talk.repository, 'commit', '--quiet', '--message', 'Slow')
    await talk.type('/agent new other')
    await talk.type('/mark start')
    await talk.say('first')
    writeFiles(talk.repository, { 'slow.txt': 'changed\n' })
    const to = { kind: 'place' as const, id: (await placesOf(talk))[0]?.id ?? '' }
    const wish = { agentId: talk.idOf('main'), to, files: true, branch: false, present: null }
    const rewound = value(talk.core().call('rewind.run', wish))
    await readFile(begun)
    // a helper's message, and a person's
    await talk.type('/send main second', 'other')
    const said = talk.say('third')
    await writeFile(on, '\n')
    await Promise.all([rewound, said])
    await talk.core().until(() => talk.agent('main').run.state === 'idle' && talk.agent('main').queue.length === 0)
    expect(talk.file('slow.txt')).toBe('slow\n')
    const path = await talk.path()
    expect(path.slice(path.indexOf('<start>'))).toEqual([
      ...['<start>', 'second', "You said: [Message from the agent 'other', not from the user]\n\nsecond"],
      ...['third', 'You said: third'],
    ])
  })

  test('the history shows every move among what was said, by the names of its ends', async () => {
    await talk.say('first')
    await talk.type('/mark start')
    await talk.type('/rewind start')
    await talk.type('/clear')
    await talk.type('/rewind --undo')
    await talk.type('/agent new other --from=start')
    expect(await talk.fault('/rewind --undo', 'other')).toEqual({ kind: 'nothing-to-undo', name: 'other' })
    await talk.type('/history')
    await talk.type('/history', 'other')
    const last = async (name: string) => {
      const { entries } = await value(talk.core().call('conversation.open', { agentId: talk.idOf(name) }))
      const notice = entries.at(-1)
      return notice?.kind === 'notice' ? notice.payload.text.split('\n').map((line) => line.slice(21)) : []
    }
    expect(await last('main')).toEqual([
      'message    first',
      'reply      You said: first',
      'mark       start',
      "rewound    from mark 'start' to mark 'start'",
      "cleared    from mark 'start' to a new session",
      "undone     from the beginning to mark 'start'",
      'command    /agent new other --from=start',
    ])
    expect(await last('other')).toEqual(["forked     to mark 'start'"])
  })

  test('marks of an older session are listed, gone back to and read with their own surroundings', async () => {
    await talk.type('/mark start')
    await talk.say('first')
    await talk.type('/mark end')
    await talk.type('/clear')
    expect(await talk.fault('/rewind')).toEqual({ kind: 'no-mark-before', labels: ['end', 'start'] })
    await talk.say('read_mark end')
    const { entries } = await value(talk.core().call('conversation.open', { agentId: talk.idOf('main') }))
    const read = entries.find(({ kind }) => kind === 'tool_result')
    expect(read?.kind === 'tool_result' && read.payload.content).toContain("What led to it since mark 'start':")
    await talk.type('/rewind end')
    expect(await talk.path()).toEqual(['<start>', 'first', 'You said: first', '<end>'])
  })

  test('a number that somebody gave a mark is not given again', async () => {
    await talk.type('/mark "Checkpoint #1"')
    await talk.type('/mark')
    expect(await talk.path()).toEqual(['<Checkpoint #1>', '<Checkpoint #2>'])
  })

  test('labels that cannot be are refused in a sentence', async () => {
    expect(await talk.fault('/mark ""')).toMatchObject({ kind: 'bad-label', why: 'it is empty' })
    expect(await talk.fault(`/mark ${'x'.repeat(101)}`)).toMatchObject({ kind: 'bad-label' })
    expect(await talk.fault('/rewind x --undo')).toMatchObject({ kind: 'bad-argument' })
    expect(await talk.fault('/rewind --branch')).toEqual({ kind: 'branch-not-own', name: 'main' })
  })

  test('everything of it survives a restart', async () => {
    await talk.say('first')
    await talk.type('/mark start')
    await talk.say('second')
    await talk.type('/rewind start')
    await talk.say('third')
    await talk.type('/mark end') // when it is set, all files are kept
    const before = [
      await talk.path(),
      (await value(talk.core().call('timeline.open', { agentId: talk.idOf('main') }))).places,
    ]
    await talk.reopen()
    const after = [
      await talk.path(),
      (await value(talk.core().call('timeline.open', { agentId: talk.idOf('main') }))).places,
    ]
    expect(after).toEqual(before)
    await talk.type('/rewind')
    expect((await talk.path()).at(-1)).toBe('<start>')
  })
})

describe('forks', () => {
  test('share what was said up to the mark, and with a worktree have the files of then', async () => {
    await talk.say('write a.txt two')
    await talk.type('/mark two')
    await talk.say('write a.txt three')
    await talk.type('/agent new other --from=two --worktree')
    const { directory } = talk.agent('other')
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('two\n')
    expect((await talk.path('other')).filter((line) => line !== 'notice')).toEqual((await talk.path()).slice(0, 5))
    await talk.say('hello', 'other')
    expect(await talk.path()).not.toContain('hello')
    expect(talk.lastAsked()).toContain('write a.txt two')
    expect(talk.agent('other').session).toBe(talk.agent('main').session)
    expect(await talk.fault('/agent new third --from=nowhere')).toMatchObject({ kind: 'mark-missing' })
    expect(await talk.fault('/agent new third --from=two --base=main --worktree')).toMatchObject({
      kind: 'bad-argument',
    })
  })
})

describe('a fork with a worktree is made whole or not at all', () => {
  const made = () => [
    runGit(talk.repository, 'branch', '--list', 'other').trim(),
    runGit(talk.repository, 'worktree', 'list').trim().split('\n').length - 1,
    talk.core().state().agents.length - 1,
  ]

  test('where git has lost a file of then', async () => {
    await talk.say('write b.txt precious')
    await talk.type('/mark start')
    loseObject(talk.repository, runGit(talk.repository, 'hash-object', 'b.txt').trim())
    expect(await talk.fault('/agent new other --from=start --worktree')).toMatchObject({ kind: 'restore-failed' })
    expect(made()).toEqual(['', 0, 0])
  })

  test('where its branch is somewhere else', async () => {
    await talk.type('/mark start')
    runGit(talk.repository, 'branch', 'there')
    runGit(talk.repository, 'commit', '--quiet', '--allow-empty', '--message', 'More')
    runGit(talk.repository, 'branch', 'apart')
    const fault = { kind: 'branch-apart', branch: 'apart' }
    expect(await talk.fault('/agent new other --from=start --worktree --branch=apart')).toEqual(fault)
    expect(made()).toEqual(['', 0, 0])
    await talk.type('/agent new other --from=start --worktree --branch=there')
    expect(runGit(talk.agent('other').directory, 'status', '--porcelain', '--branch')).toBe('## there\n')
  })

  test('where there was no commit yet', async () => {
    runGit(talk.repository, 'checkout', '--quiet', '--orphan', 'fresh')
    await talk.type('/mark start')
    runGit(talk.repository, 'commit', '--quiet', '--message', 'First here')
    expect(await talk.fault('/agent new other --from=start --worktree')).toMatchObject({ kind: 'no-snapshot' })
    expect(made()).toEqual(['', 0, 0])
    await talk.type('/agent new other --from=start')
    expect(await talk.path('other')).toContain('<start>')
  })
})

describe('the model', () => {
  test('sets marks and reads what was said on paths that were abandoned', async () => {
    await talk.type('/mark start')
    await talk.say('hash table: fast and large')
    await talk.say('write hash.txt table')
    await talk.say('mark hash')
    expect(await talk.path()).toContain('<hash>')
    await talk.type('/rewind start')
    await talk.say('read_mark hash')
    const results = async () => {
      const { entries } = await value(talk.core().call('conversation.open', { agentId: talk.idOf('main') }))
      return entries.flatMap((entry) => (entry.kind === 'tool_result' ? [entry.payload] : []))
    }
    const [read] = await results()
    expect(read?.content).toContain('on an abandoned path')
    expect(read?.content).toContain('You said: hash table: fast and large')
    expect(read?.content).toContain('hash.txt (+1 −0)')
    await talk.say('read_mark start')
    expect((await results()).at(-1)?.content).toContain('hash table: fast and large')
    await talk.say('read_mark nowhere')
    const missing = (await results()).at(-1)
    expect(missing).toMatchObject({ outcome: 'failed' })
    expect(missing?.content).toContain("Mark 'nowhere' not found. There are: hash, start.")
  })
})
