import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { filesOf } from '../helpers/git-world.ts'
import { value } from '../helpers/open-core.ts'
import { openTalk, type Talk } from '../helpers/talk.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'

let talk: Talk

beforeEach(async () => {
  talk = await openTalk()
})
afterEach(() => talk.close())

const preview = async (label: string) => {
  const { ask } = await talk.type(`/rewind ${label} --files`)
  if (ask?.kind !== 'rewind') throw new Error('nothing was asked')
  const seen = await value(talk.core().call('rewind.preview', { agentId: talk.idOf('main'), to: ask.to }))
  return { to: ask.to, seen }
}

/** Looks at what a rewind would do, and does it. */
const rewind = async (label: string) => {
  const { to, seen } = await preview(label)
  const wish = { agentId: talk.idOf('main'), to, files: true, branch: false, present: seen.present }
  await value(talk.core().call('rewind.run', wish))
  return seen
}

const undo = async () => {
  const to = { agentId: talk.idOf('main'), to: { kind: 'undo' as const } }
  const { present } = await value(talk.core().call('rewind.preview', to))
  await value(talk.core().call('rewind.run', { ...to, files: true, branch: false, present }))
}

const objects = () => {
  const told = runGit(talk.repository, 'count-objects', '-v')
  return Number(/^count: (\d+)/m.exec(told)?.[1]) + Number(/^in-pack: (\d+)/m.exec(told)?.[1])
}

describe('a rewind with files brings back', () => {
  test('what shell commands have edited, moved, deleted and made', async () => {
    writeFiles(talk.repository, { 'b.txt': 'b\n', 'täst/größe 1.txt': 'ü\n', 'c.txt': 'c\n', 'tool.sh': 'x\n' })
    symlinkSync('a.txt', join(talk.repository, 'link'))
    runGit(talk.repository, 'add', 'c.txt')
    await talk.type('/mark start')
    const before = filesOf(talk.repository)
    await talk.say('run sed -i s/one/edited/ a.txt && chmod +x tool.sh')
    await talk.say(
      "run mv b.txt moved.txt && mv täst umgezogen && rm c.txt && ln -sf moved.txt link && mkdir -p 'neü/x'",
    )
    await talk.say("run printf 'a\\0b' > 'neü/x/日本.bin' && git add -A && git commit -qm Work")
    const after = filesOf(talk.repository)
    expect(after).not.toEqual(before)
    const seen = await rewind('start')
    expect(seen.files.map(({ path, status }) => `${status} ${path}`).sort()).toEqual([
      'A b.txt',
      'A c.txt',
      'A täst/größe 1.txt',
      'D moved.txt',
      'D neü/x/日本.bin',
      'D umgezogen/größe 1.txt',
      'M a.txt',
      'M link',
      'M tool.sh',
    ])
    expect(filesOf(talk.repository)).toEqual(before)
    // a folder goes with its last file
    const isThere = (name: string) => existsSync(join(talk.repository, name))
    expect(['neü', 'umgezogen', 'täst'].map(isThere)).toEqual([false, false, true])
    await undo()
    expect(filesOf(talk.repository)).toEqual(after)
    expect(['neü', 'umgezogen', 'täst'].map(isThere)).toEqual([true, true, false])
  })

  test('nothing but what differs: a file that was only read stays, whoever made it', async () => {
    writeFiles(talk.repository, { 'notes.txt': 'of a person\n', ignored: 'secret\n' })
    await talk.type('/mark start')
    await talk.say('read notes.txt')
    await talk.say('read a.txt')
    const { ino } = statSync(join(talk.repository, 'notes.txt'))
    await talk.say('write a.txt two')
    expect((await rewind('start')).files.map(({ path }) => path)).toEqual(['a.txt'])
    expect(statSync(join(talk.repository, 'notes.txt')).ino).toBe(ino)
    expect([talk.file('notes.txt'), talk.file('ignored'), talk.file('a.txt')]).toEqual([
      'of a person\n',
      'secret\n',
      'one\n',
    ])
  })

  test('uncommitted work of before the mark, and leaves commits, index and stash alone', async () => {
    writeFiles(talk.repository, { 'a.txt': 'staged\n' })
    runGit(talk.repository, 'add', 'a.txt')
    writeFiles(talk.repository, { 'a.txt': 'edited by hand\n' })
    await talk.type('/mark start')
    await talk.say('run git commit -qm Staged && echo later > a.txt && git add a.txt && echo x > x.txt')
    // agents are refused what all worktrees share
    runGit(talk.repository, 'stash', '--quiet')
    const kept = () => ['HEAD', 'main', 'stash'].map((name) => runGit(talk.repository, 'rev-parse', name))
    const [refs, index] = [kept(), runGit(talk.repository, 'ls-files', '--stage')]
    await rewind('start')
    expect([talk.file('a.txt'), existsSync(join(talk.repository, 'x.txt'))]).toEqual(['edited by hand\n', false])
    expect([kept(), runGit(talk.repository, 'ls-files', '--stage')]).toEqual([refs, index])
  })
})

test('what was changed outside runs is pointed out, in whichever way', async () => {
  await talk.type('/mark start')
  await talk.say('write a.txt two')
  await preview('start') // when it is there, all files of the run are kept
  writeFiles(talk.repository, { 'a.txt': 'a person went on\n', 'new.txt': 'new\n' })
  chmodSync(join(talk.repository, '.gitignore'), 0o755)
  const { seen } = await preview('start')
  expect(seen.byOthers.sort()).toEqual(['.gitignore', 'a.txt', 'new.txt'])
})

test('what runs have changed is not pointed out, on whichever path, and what a person has is', async () => {
  const others = async (to: { kind: 'place'; id: string } | { kind: 'undo' }) =>
    (await value(talk.core().call('rewind.preview', { agentId: talk.idOf('main'), to }))).byOthers
  const mark = async (label: string) => {
    const { places } = await value(talk.core().call('timeline.open', { agentId: talk.idOf('main') }))
    return { kind: 'place' as const, id: places.find((place) => place.label === label)?.id ?? '' }
  }
  await talk.type('/mark start')
  await talk.say('write a.txt two')
  await talk.type('/mark two')
  const two = await mark('two')
  await talk.type('/rewind start')
  await talk.say('hello')
  expect(await others(await mark('start'))).toEqual([])
  writeFiles(talk.repository, { 'mine.txt': 'mine\n' })
  expect(await others(two)).toEqual(['mine.txt'])
  await rewind('start')
  writeFiles(talk.repository, { 'more.txt': 'more\n' })
  expect(await others({ kind: 'undo' })).toEqual(['more.txt'])
  expect(await others(await mark('start'))).toEqual(['more.txt'])
  await talk.type('/clear')
  expect(await others(two)).toEqual(['more.txt'])
})

describe('snapshots', () => {
  test('take no room for what has not changed', async () => {
    writeFiles(talk.repository, { 'big.txt': 'x'.repeat(200_000), 'b.txt': 'b\n' })
    await talk.type('/mark first')
    const first = objects()
    for (let at = 0; at < 5; at += 1) await talk.type('/mark')
    expect(objects()).toBe(first)
    writeFiles(talk.repository, { 'b.txt': 'changed\n' })
    await talk.type('/mark changed')
    // a file, the folder it is in, and the snapshot
    expect(objects()).toBe(first + 3)
  })

  test('hold no ignored and no large files, and the mark names the large ones', async () => {
    await value(talk.core().call('settings.change', { change: { largestKept: 1024 } }))
    writeFiles(talk.repository, { ignored: 'secret\n', 'large.bin': 'y'.repeat(5000), 'small.txt': 'small\n' })
    await talk.type('/mark start')
    const { places } = await value(talk.core().call('timeline.open', { agentId: talk.idOf('main') }))
    const id = places[0]?.id ?? ''
    const { leftOut } = await value(talk.core().call('place.read', { agentId: talk.idOf('main'), id }))
    expect(leftOut).toEqual([{ path: 'large.bin', why: 'larger than snapshots take' }])
    const ref = runGit(talk.repository, 'for-each-ref', '--format=%(refname)', 'refs/ikigai/places').trim()
    expect(runGit(talk.repository, 'ls-tree', '-r', '--name-only', ref)).toBe('.gitignore\na.txt\nsmall.txt\n')
  })
})

test('a project that was opened on a folder within a repository has all of its files kept and brought back', async () => {
  await talk.close()
  talk = await openTalk({ within: 'src/deep' })
  writeFiles(talk.repository, { 'src/deep/in.txt': 'in\n', 'src/out.txt': 'out\n' })
  await talk.type('/mark start')
  const before = filesOf(talk.repository)
  await talk.say('run cd src/deep && rm in.txt ../out.txt && echo later > ../../a.txt && echo new > new.txt')
  expect((await rewind('start')).files).toHaveLength(4)
  expect(filesOf(talk.repository)).toEqual(before)
  expect(readFileSync(join(talk.repository, 'src/deep/in.txt'), 'utf8')).toBe('in\n')
})
