import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Script } from '../../main/core/models/demo/turn.ts'
import { modelServer } from '../helpers/model-server.ts'
import { value } from '../helpers/open-core.ts'
import { type SampleProject, sampleProject } from '../helpers/sample-project.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'
import { stateOf } from './git/worktree-state.ts'

type Call = [name: string, args: Record<string, unknown>]

/** A model that makes the calls which the user's message holds as JSON, one after the other. */
const obedient: Script = ({ messages }) => {
  const asked = messages.findLastIndex(({ role }) => role === 'user')
  const user = messages[asked]
  const calls = JSON.parse(user?.role === 'user' ? user.text : '') as Call[]
  const next = calls[messages.slice(asked).filter(({ role }) => role === 'tool').length]
  return next ? { toolCalls: [{ name: next[0], arguments: next[1] }] } : { text: 'Done.' }
}

async function project() {
  const server = await modelServer(obedient)
  onTestFinished(server.close)
  const at = await sampleProject({
    environment: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: server.key, IKIGAI_MODEL: 'scripted' },
  })
  return { at, server }
}

/** Has an agent's model make calls, and answers with what it was told of each. */
async function told(at: SampleProject, name: string, calls: Call[]): Promise<string[]> {
  await at.type(JSON.stringify(calls), name)
  await at.core().until(() => at.agent(name).run.state !== 'running')
  const { entries } = await value(at.core().call('conversation.open', { agentId: at.agent(name).id }))
  const results = entries.flatMap((entry) => (entry.kind === 'tool_result' ? [entry.payload.content] : []))
  expect([at.agent(name).run.state, results.length >= calls.length]).toEqual(['idle', true])
  return results.slice(-calls.length)
}

/** The repository's own files, index and branches, without what lies in agents' worktrees. */
function ownOf({ repository, git }: SampleProject) {
  const { files, ...rest } = stateOf(repository)
  const own = Object.entries(files).filter(([name]) => !name.startsWith('.worktrees/'))
  return {
    ...rest,
    files: Object.fromEntries(own),
    head: git('rev-parse', 'HEAD', 'main', '--symbolic-full-name', 'HEAD'),
  }
}

/** Only ends what hangs: there is much to do for a slow machine. */
const patience = { timeout: 300_000 }

test('an agent cannot write into the main checkout by an absolute path, a relative one or a link', async () => {
  const { at } = await project()
  await at.make('oauth')
  await at.make('other')
  const before = ownOf(at)
  const content = 'by the agent\n'
  const said = await told(at, 'oauth', [
    ['write_file', { path: join(at.repository, 'a.txt'), content }],
    ['write_file', { path: '../../a.txt', content }],
    ['edit_file', { path: join(at.repository, 'a.txt'), old_text: 'one', new_text: 'two' }],
    ['write_file', { path: '../other/a.txt', content }],
    ['run_command', { command: `ln -s '${at.repository}' out` }],
    ['write_file', { path: 'out/a.txt', content }],
    ['write_file', { path: 'a.txt', content }],
  ])
  expect(said.filter((text) => text.includes('is outside your directory'))).toHaveLength(4)
  expect(said[5]).toContain('leads out of your directory')
  expect(ownOf(at)).toEqual(before)
  expect(readFileSync(join(at.agent('oauth').directory, 'a.txt'), 'utf8')).toBe(content)
  expect(readFileSync(join(at.agent('other').directory, 'a.txt'), 'utf8')).toBe('one\n')
})

test('the root agent cannot write into the worktree of another', async () => {
  const { at } = await project()
  const directory = await at.make('oauth')
  const [said] = await told(at, 'main', [['write_file', { path: '.worktrees/oauth/a.txt', content: 'x' }]])
  expect(said).toContain('is the directory of another agent')
  expect(runGit(directory, 'status', '--porcelain')).toBe('')
})

test('every command of an agent begins in its own worktree, after a cd, a restart or a closed neighbour', async () => {
  const { at } = await project()
  const directory = await at.make('oauth')
  const pwd: Call = ['run_command', { command: 'pwd; git rev-parse --show-toplevel' }]
  expect(await told(at, 'oauth', [['run_command', { command: 'cd ../.. && cd src 2>/dev/null; pwd' }], pwd])).toEqual([
    at.repository,
    `${directory}\n${directory}`,
  ])
  await at.make('other')
  await at.type('/agent close', 'other')
  await at.reopen()
  expect(await told(at, 'oauth', [pwd])).toEqual([`${directory}\n${directory}`])
})

test(
  'where a worktree is broken, nothing of an agent works on the repository around it instead',
  patience,
  async () => {
    const { at } = await project()
    writeFiles(at.repository, { 'mine.txt': 'mine\n' })
    const breaking: [string, (directory: string) => void][] = [
      ['unlinked', (directory) => rmSync(join(directory, '.git'))],
      [
        'emptied',
        (directory) => {
          rmSync(directory, { recursive: true })
          mkdirSync(directory)
        },
      ],
      ['forgotten', () => rmSync(join(at.repository, '.git/worktrees/forgotten'), { recursive: true })],
    ]
    for (const [name, breakIt] of breaking) {
      const directory = await at.make(name)
      breakIt(directory)
      const before = ownOf(at)
      const said = await told(at, name, [
        ['run_command', { command: 'git add --all && git commit -m "In the wrong place"' }],
        ['run_command', { command: 'mkdir -p sub && cd sub && git checkout -b wrong' }],
        ['git_commit', { message: 'In the wrong place' }],
        ['list_files', {}],
      ])
      expect([name, ...said].filter((text) => /not a git repository/.test(text))).toHaveLength(4)
      const { id: agentId } = at.agent(name)
      for (const answer of [
        await at.core().call('commit.preview', { agentId }),
        await at.core().call('commit.run', { agentId, message: 'In the wrong place' }),
      ])
        expect([name, answer]).toMatchObject([name, { ok: false }])
      await at.core().until(() => at.agent(name).lost)
      expect(ownOf(at)).toEqual(before)
    }
  },
)

test('of a worktree whose folder is gone a command says so, and runs nowhere', async () => {
  const { at } = await project()
  const directory = await at.make('oauth')
  at.git('worktree', 'remove', directory)
  expect(await told(at, 'oauth', [['run_command', { command: 'touch here' }]])).toEqual([
    'The command could not be started: your directory does not exist any more.',
  ])
  expect(existsSync(join(at.repository, 'here'))).toBe(false)
})

test('worktrees are out of sight for git and the tools of the root agent, and can lie outside of the repository', async () => {
  const { at } = await project()
  const directory = await at.make('oauth')
  writeFiles(directory, { 'only-here.txt': 'needle\n' })
  const [listed, found] = await told(at, 'main', [
    ['list_files', {}],
    ['search_files', { pattern: 'needle' }],
  ])
  expect(listed).not.toContain('only-here')
  expect(found).not.toContain('only-here')
  expect(at.git('status', '--porcelain', '--untracked-files=all')).toBe('')

  const place = join(at.folder, 'outside')
  await value(at.core().call('settings.change', { change: { worktrees: place } }))
  const outer = await at.make('outer')
  expect(outer.startsWith(`${place}/`)).toBe(true)
  expect(readdirSync(join(at.repository, '.worktrees'))).toEqual(['oauth'])
  await value(at.close('outer'))
  expect(existsSync(outer)).toBe(false)
})

test('worktrees are made in no folder of the repository but their own', async () => {
  const { at } = await project()
  const set = (worktrees: string) => value(at.core().call('settings.change', { change: { worktrees } }))
  symlinkSync(at.repository, join(at.folder, 'link'))
  for (const place of [at.repository, join(at.repository, 'deep/er'), join(at.folder, 'link/trees')]) {
    await set(place)
    expect(await at.refused('/agent new inner --worktree')).toEqual({
      kind: 'worktrees-inside',
      sentence: `Worktrees are set to be made in ${place}, inside the repository, where its own files are. Choose a folder outside of it in Settings, or leave the setting empty.`,
    })
  }
  expect([at.git('status', '--porcelain'), at.git('branch', '--list', 'inner')]).toEqual(['', ''])
  await set(join(at.repository, '.worktrees'))
  const inner = await at.make('inner')
  writeFiles(inner, { 'only-here.txt': 'needle\n' })
  expect(inner.startsWith(join(at.repository, '.worktrees/'))).toBe(true)
  expect(at.git('status', '--porcelain', '--untracked-files=all')).toBe('')
})

test('twelve agents that are made at once, while a person makes worktrees too, all get theirs', patience, async () => {
  const { at } = await project()
  const names = Array.from({ length: 12 }, (_, index) => `agent-${index}`)
  const person = [1, 2, 3].map((index) => {
    const place = join(at.folder, `mine-${index}`)
    const child = spawn('git', ['worktree', 'add', '--quiet', '-b', `mine-${index}`, place], { cwd: at.repository })
    return once(child, 'close')
  })
  const made = await Promise.all(names.map((name) => at.type(`/agent new ${name} --worktree`)))
  await Promise.all(person)
  expect(made.every(({ view }) => view !== null)).toBe(true)
  expect(
    at
      .core()
      .state()
      .agents.map(({ name }) => name)
      .toSorted(),
  ).toEqual(['main', ...names].toSorted())
  for (const name of names) {
    const { directory } = at.agent(name)
    expect([name, runGit(directory, 'branch', '--show-current'), runGit(directory, 'status', '--porcelain')]).toEqual([
      ...[name, `${name}\n`, ''],
    ])
  }
  const closed = await Promise.all(names.map((name) => at.close(name)))
  expect(closed.map(({ ok }) => ok)).toEqual(names.map(() => true))
  expect(readdirSync(join(at.repository, '.worktrees'))).toEqual([])
  expect(at.git('fsck', '--no-dangling')).toBe('')
})

test('reading how things stand takes no lock, waits for none, and writes no index', async () => {
  const { at } = await project()
  const directory = await at.make('oauth')
  const index = join(at.repository, '.git/worktrees/oauth/index')
  const seen = () => [statSync(index).ino, statSync(index).mtimeMs, readFileSync(index, 'latin1')]
  const before = seen()
  // a git that may take the lock would write the new time into the index
  utimesSync(join(directory, 'a.txt'), 1, 1)
  writeFiles(directory, { 'new.txt': 'new\n' })
  await at.core().until(() => at.agent('oauth').status.untracked === 1)
  expect(seen()).toEqual(before)
  writeFileSync(`${index}.lock`, '')
  writeFileSync(join(at.repository, '.git/index.lock'), '')
  writeFiles(directory, { 'a.txt': 'changed\n' })
  writeFiles(at.repository, { 'a.txt': 'changed\n' })
  await at.core().until(() => at.agent('oauth').status.modified === 1 && at.agent('main').status.modified === 1)
  const { id: agentId } = at.agent('oauth')
  expect(await at.core().call('merge.preview', { agentId, target: 'main', strategy: 'merge' })).toMatchObject({
    ok: true,
  })
  expect(await at.core().call('close.preview', { agentId })).toMatchObject({ ok: true })
  expect(readFileSync(`${index}.lock`, 'utf8')).toBe('')
})

test('the stash, which all worktrees share, is not for agents: they are told so, and a command is refused', async () => {
  const { at, server } = await project()
  writeFiles(at.repository, { 'a.txt': 'set aside by a person\n' })
  at.git('stash', 'push', '--quiet', '-m', 'mine')
  const directory = await at.make('oauth')
  writeFiles(directory, { 'a.txt': 'by the agent\n' })
  const before = at.git('stash', 'list')
  const said = await told(
    at,
    'oauth',
    ['git stash', 'git stash pop', 'git add . && git -C . stash push -m x', 'cd . ; git stash drop'].map(
      (command): Call => ['run_command', { command }],
    ),
  )
  for (const text of said) expect(text).toMatch(/^This was not run: all worktrees of the repository share one stash/)
  expect(at.git('stash', 'list')).toBe(before)
  expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('by the agent\n')
  const harmless = ['git stash list', 'echo "git stash pop"', 'git log --oneline --grep stash']
  for (const text of await told(
    at,
    'oauth',
    harmless.map((command): Call => ['run_command', { command }]),
  ))
    expect(text).not.toContain('This was not run')
  expect(JSON.stringify(server.requests.at(-1)?.body)).toContain('Do not use `git stash`: all worktrees share it')
})
