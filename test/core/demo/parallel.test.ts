import { describe, expect, test } from 'vitest'
import { demoScript } from '../../../main/core/models/demo/script.ts'
import type { Message } from '../../../main/core/models/model.ts'
import { type AgentFolder, agentFolder } from '../tools/agent-folder.ts'
import { conversation, type Instead, nothingShared } from './wire.ts'

const oauth = 'Implement OAuth 2.0 authentication with token validation and refresh logic.'
const limit = 'Implement rate limiting middleware with Redis backend.'
/** Tests that pass without being run, where something else is looked at. */
const passing: Instead = (_, { command }) =>
  /^(node --test|npm test)/.test(String(command)) ? '# tests 12\n# pass 12\n# fail 0' : null
const denied = 'The user denied this call. Do not try it in another form; ask what they want instead.'

/** A repository with these files in one commit, and a branch of its own checked out. */
async function repository(files: Record<string, string>, branch = 'oauth-impl'): Promise<AgentFolder> {
  const folder = await agentFolder()
  for (const [name, content] of Object.entries(files)) await folder.put(name, content)
  folder.git('add', '--all')
  folder.git('commit', '--quiet', '--allow-empty', '--message', 'First')
  if (branch !== 'main') folder.git('switch', '--quiet', '--create', branch)
  return folder
}

const subjects = (folder: AgentFolder) => folder.git('log', '--format=%s').trim().split('\n')
const talkIn = (folder: AgentFolder, instead: Instead = () => null) =>
  conversation(nothingShared(), { folder, instead })

describe('a feature of the parallel story', () => {
  test('is worked out in any repository, beside what is there', async () => {
    const folder = await repository({
      'README.md': '# Mine\n',
      'src/oauth/login.py': 'pass\n',
      'test/oauth-demo/x': '',
    })
    const { say } = await talkIn(folder)
    expect(await say(oauth)).toMatch(/Committed on `oauth-impl`:\n\n(- .+\n){3}\nThe last pass over 6 files/)
    expect(folder.git('ls-files', 'src', 'test').trim().split('\n')).toEqual([
      ...['middleware', 'refresh', 'token'].map((name) => `src/oauth-demo-2/${name}.mjs`),
      'src/oauth/login.py',
      ...['middleware', 'refresh', 'token'].map((name) => `test/oauth-demo-2/${name}.test.mjs`),
      'test/oauth-demo/x',
    ])
    expect(folder.git('diff', '--name-only').trim().split('\n')).toHaveLength(6)
    expect(await say("  what's the STATUS ")).toMatch(
      /^OAuth implementation complete: ✓ Token validation ✓ Refresh logic ✓ Tests \(15 passing\)\n\nThe last pass is committed now\./,
    )
    expect(folder.git('status', '--porcelain')).toBe('')
    expect(subjects(folder)).toHaveLength(5)
    expect(await say('Status?')).toMatch(/✓ Tests \(15 passing\)\n\nEverything is committed\./)
  })

  test('is left alone on the branch that all agents are made from', async () => {
    const folder = await repository({}, 'main')
    const { say } = await talkIn(folder)
    expect(await say(oauth)).toMatch(
      /`main` checked out, so I change nothing here[\s\S]*`\/agent new oauth-impl --worktree`/,
    )
    expect(folder.git('status', '--porcelain')).toBe('')
    expect(await say('Status?')).toBe('Nothing of OAuth is written yet.')
  })

  test('commits nothing that was there before it', async () => {
    const folder = await repository({ 'a.txt': 'a\n' })
    await folder.put('a.txt', 'mine\n')
    const { say, calls } = await talkIn(folder, passing)
    expect(await say(limit)).toMatch(/^There were changes here before I began, so I have committed nothing\./)
    expect(await say('Status?')).toMatch(
      /✓ Tests \(12 passing\)\n\nThere are changes that are not mine, so I committed nothing\./,
    )
    expect(calls.filter(({ name }) => name === 'git_commit')).toEqual([])
    expect(subjects(folder)).toEqual(['First'])
  })

  test('says so where its tests cannot be run', async () => {
    const folder = await repository({})
    const missing = 'Exit code 127.\nbash: line 1: node: command not found'
    const { say } = await talkIn(folder, (_, { command }) => (/^node/.test(String(command)) ? missing : null))
    await say(oauth)
    expect(await say('Status?')).toBe(
      'Written, but not complete: ✗ Token validation ✗ Refresh logic ✗ Tests (not run: bash: line 1: node: command not found)',
    )
  })

  test('commits nothing that fails', async () => {
    const failing = 'Exit code 1.\n# tests 3\n# pass 1\n# fail 2'
    const folder = await repository({})
    const { say } = await talkIn(folder, (_, { command }) => (/^node/.test(String(command)) ? failing : null))
    expect(await say(limit)).toMatch(/^Nothing is committed\./)
    expect(await say('Status?')).toMatch(/^Written, but not complete: .* ✗ Tests \(2 of 3 failing\)$/)
    expect(subjects(folder)).toEqual(['First'])
  })

  test('ends where a call is denied or a file cannot be written, and says what is missing', async () => {
    const first = await talkIn(await repository({}), (name, args) =>
      name === 'git_commit' ? denied : passing(name, args),
    )
    expect(await first.say(oauth)).toMatch(/^You denied that, so I stop here\./)
    expect(await first.say('Status?')).toMatch(/^Not complete: 2 of its files were never written\./)
    const full = await talkIn(await repository({}), (name) => (name === 'write_file' ? 'The disk is full.' : null))
    expect(await full.say(oauth)).toBe('`src/oauth/token.mjs` could not be written, so I stop here. The disk is full.')
  })
})

test('a call that was stopped is made again when the run goes on, and only that', () => {
  const request = { model: 'demo', instructions: '', tools: ['list_files', 'read_file', 'run_command', 'write_file'] }
  const call = (id: string, name: string, args: object) => ({ id, name, arguments: JSON.stringify(args) })
  const begun = demoScript({ ...request, messages: [{ role: 'user', text: oauth }] })
  const [list, status] = 'toolCalls' in begun ? (begun.toolCalls ?? []) : []
  if (typeof list?.arguments !== 'object' || typeof status?.arguments !== 'object') throw new Error('it looks first')
  const messages: Message[] = [
    { role: 'user', text: oauth },
    {
      role: 'assistant',
      text: '',
      toolCalls: [call('a', list.name, list.arguments), call('b', status.name, status.arguments)],
      items: [],
    },
    { role: 'tool', callId: 'a', content: 'There are no files yet.' },
    { role: 'tool', callId: 'b', content: 'The user stopped this call before it was done.' },
    { role: 'user', text: 'Go on.' },
  ]
  expect(demoScript({ ...request, messages })).toMatchObject({ toolCalls: [status] })
})

describe('rebasing', () => {
  test('is not begun over changes that are not committed', async () => {
    const folder = await repository({ 'a.txt': 'a\n' })
    await folder.put('a.txt', 'mine\n')
    const { say } = await talkIn(folder)
    expect(await say('Rebase on main, then merge.')).toMatch(/not committed, so I do not rebase/)
    expect(folder.git('diff', '--name-only')).toBe('a.txt\n')
  })

  test('is taken back where it conflicts', async () => {
    const folder = await repository({ 'a.txt': 'a\n' })
    for (const branch of ['main', 'oauth-impl']) {
      folder.git('switch', '--quiet', branch)
      await folder.put('a.txt', `of ${branch}\n`)
      folder.git('commit', '--quiet', '--all', '--message', branch)
    }
    const { say } = await talkIn(folder)
    expect(await say('rebase on main')).toMatch(/change the same lines. The rebase is taken back/)
    expect(subjects(folder)).toEqual(['oauth-impl', 'First'])
    expect(folder.git('status', '--porcelain', '--branch')).toBe('## oauth-impl\n')
  })

  test('on a branch that is not there says so', async () => {
    const { say } = await talkIn(await repository({}))
    expect(await say('Rebase on nowhere')).toMatch(/The rebase did not work: .*nowhere/)
  })
})

describe('the full test suite', () => {
  const run = async (files: Record<string, string>, result: string | null = null) => {
    const { say, calls } = await talkIn(await repository(files), (name) => (name === 'run_command' ? result : null))
    const said = await say('Run full test suite')
    return { said, command: calls.find(({ name }) => name === 'run_command')?.arguments['command'] }
  }

  test('is run by the command that the project names', async () => {
    const test = (script: string) => JSON.stringify({ scripts: { test: script } })
    expect((await run({ 'package.json': test('mocha') }, 'ok')).command).toBe('npm test')
    expect((await run({ 'package.json': test('node --test') }, 'ok')).command).toBe(
      'npm test -- --experimental-test-coverage',
    )
    expect((await run({ Makefile: 'test: all\n\ttrue\n' }, 'ok')).command).toBe('make test')
    expect((await run({ 'go.mod': 'module x\n' }, 'ok')).command).toBe('go test ./...')
  })

  test('is not made up where there is none', async () => {
    const { said, command } = await run({ 'README.md': '# Mine\n' })
    expect([said, command]).toEqual([expect.stringMatching(/I found no test command/), undefined])
  })

  test('is counted by what was printed, failures and what was left out included', async () => {
    const files = { 'package.json': '{ "scripts": { "test": "node --test" } }' }
    const printed = (fail: number) =>
      `# tests 45\n# suites 0\n# pass ${44 - fail}\n# fail ${fail}\n# skipped 1\n# all files | 98.25 | 90 | 90 |`
    expect((await run(files, printed(0))).said).toMatch(/^Total: 45 tests, all passing, 1 left out\. Coverage: 98\.3%/)
    expect((await run(files, `Exit code 1.\n${printed(2)}`)).said).toMatch(/^Total: 45 tests, 2 failing, 1 left out\./)
    expect((await run(files, 'Exit code 127.\nnpm: not found')).said).toMatch(
      /failed\. I can only count[\s\S]*npm: not found/,
    )
  })
})
