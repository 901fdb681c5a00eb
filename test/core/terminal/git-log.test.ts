import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { type Git, gitWith } from '../../../main/core/git/git.ts'
import { type GitView, gitLog, recordingGit } from '../../../main/core/terminal/git-log.ts'
import { childEnvironment } from '../../../main/core/tools/child-environment.ts'
import { makeRepository, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'

function recorded(git: Git = gitWith(childEnvironment(process.env))) {
  const folder = temporaryFolder()
  onTestFinished(folder.remove)
  makeRepository(folder.path)
  let now = 0
  const streamed: { view: GitView; at: number; text: string }[] = []
  // every command takes 12 ms by this clock
  const log = gitLog(
    () => (now += 12),
    (view, at, text) => streamed.push({ view, at, text }),
  )
  const run = recordingGit(git, (_directory, agentId) => ({ name: agentId ?? 'sample', hue: agentId ? 3 : null }), log)
  return {
    run: (args: string[], options?: Parameters<Git>[2]) => run(folder.path, args, options),
    path: folder.path,
    log,
    streamed: (view: GitView = 'all') => streamed.filter((one) => one.view === view),
    shown: (view: GitView = 'all') => stripVTControlCharacters(log.read(view).text).replaceAll('\r\n', '\n'),
  }
}

const fake =
  (stdout: string, stderr = '', exit = 0): Git =>
  async () => ({ exit, stdout, stderr })

test('shows a write as typed, for whom, how long it took, and what it printed', async () => {
  const { run, path, shown, log } = recorded()
  writeFiles(path, { 'a b.txt': 'one\n' })
  await run(['add', '--', 'a b.txt'])
  const committed = await run(['-c', 'core.quotePath=false', 'commit', '-m', "Say 'one'"], { for: 'oauth-impl' })
  expect(committed.exit).toBe(0)
  expect(shown().replace(/[0-9a-f]{7,}/, 'ID')).toBe(
    [
      "sample $ git add -- 'a b.txt'  # 12 ms",
      "oauth-impl $ git commit -m 'Say '\\''one'\\'''  # 12 ms",
      "[main ID] Say 'one'",
      ' 1 file changed, 1 insertion(+)',
      ' create mode 100644 a b.txt',
      '',
    ].join('\n'),
  )
  expect(log.read('all').text).toContain('\u001b[38;5;19moauth-impl')
  expect(log.read('all').text).toContain('\u001b[32m1 insertion(+)')
})

test('what the caller gets is what git said, without colours', async () => {
  const { run } = recorded()
  const plain = gitWith(childEnvironment(process.env))
  const { path, run: recordedRun } = recorded()
  const args = ['log', '--oneline']
  expect(await recordedRun(args)).toEqual(await plain(path, args))
  expect((await run(['rev-parse', '--abbrev-ref', 'HEAD'])).stdout).toBe('main\n')
})

test('a read for a program is one faint line; when it fails, its reason follows', async () => {
  const { run, shown, log } = recorded()
  await run(['status', '--porcelain=v2', '-z'])
  await run(['rev-parse', '--verify', 'nowhere'])
  expect(shown()).toBe(
    [
      'sample $ git status --porcelain=v2 -z  # 12 ms',
      'sample $ git rev-parse --verify nowhere  # 12 ms, exit 128',
      'fatal: Needed a single revision',
      '',
    ].join('\n'),
  )
  expect(log.read('all').text.startsWith('\u001b[90m')).toBe(true)
})

test('a failure says its exit code', async () => {
  const { run, shown } = recorded()
  await run(['checkout', 'nowhere'])
  expect(shown()).toMatch(/^sample \$ git checkout nowhere {2}# 12 ms, exit 1\nerror: pathspec 'nowhere'/)
})

test('input is shown as one would give it; long input is counted', async () => {
  const { run, shown } = recorded(fake(''))
  await run(['commit', '-F', '-'], { stdin: "One\n\nDon't" })
  await run(['apply'], { stdin: 'x'.repeat(31_000) })
  expect(shown()).toBe(
    [
      "sample $ printf %s 'One",
      '',
      "Don'\\''t' | git commit -F -  # 12 ms",
      'sample $ git apply  # 31 thousand characters of input, 12 ms',
      '',
    ].join('\n'),
  )
})

test('of output that is too long, both ends are shown, and how much is not', async () => {
  const lines = Array.from({ length: 20_000 }, (_, n) => `line ${n}`).join('\n')
  const { run, shown, log } = recorded(fake(lines))
  await run(['gc'])
  expect(shown()).toContain('line 0\n')
  expect(shown()).toMatch(/\n… \d+ thousand characters left out …\n/)
  expect(shown()).toContain('line 19999\n')
  expect(log.read('all').text.length).toBeLessThan(9000)
})

test('the log is bounded by entries and by length, and loses the oldest first', async () => {
  const few = recorded(fake(''))
  for (let n = 0; n < 2500; n += 1) await few.run(['tag', `t${n}`])
  const lines = few.shown().trimEnd().split('\n')
  expect([lines.length, lines[0]?.split('  ')[0]]).toEqual([2000, 'sample $ git tag t500'])

  const long = recorded(fake('y'.repeat(100_000)))
  for (let n = 0; n < 200; n += 1) await long.run(['tag', `t${n}`])
  expect(long.log.read('all').text.length).toBeLessThan(540_000)
  expect(long.shown()).toContain('git tag t199')
})

test.each(['all', 'done'] as const)('what is streamed of %s continues what was read, without a hole', async (view) => {
  const { run, log, streamed } = recorded(fake('done\n'))
  const first = log.read(view).text.length
  await run(['tag', 'a'])
  const before = log.read(view)
  await run(['tag', 'b'])
  await run(['rev-parse', 'HEAD'])
  await run(['tag', 'c'])
  const sent = streamed(view)
  const later = sent.filter(({ at }) => at >= before.at + before.text.length)
  expect(before.text + later.map(({ text }) => text).join('')).toBe(log.read(view).text)
  expect(sent.map(({ at }) => at)).toEqual(
    sent.map((_one, index) => sent.slice(0, index).reduce((sum, { text }) => sum + text.length, first)),
  )
})

test('what only reads is left out of one view, unless it failed with a reason, and is all in the other', async () => {
  const { run, path, shown } = recorded()
  writeFiles(path, { 'a.txt': 'one\n' })
  await run(['status', '--porcelain=v2', '-z'])
  await run(['add', 'a.txt'])
  await run(['rev-parse', '--verify', '--quiet', 'nowhere'])
  await run(['ls-tree', 'nowhere'])
  await run(['add', '--all'], { env: { GIT_INDEX_FILE: join(path, 'copy') } })
  await run(['diff', '--cached'])
  const commands = (view: GitView) => [...shown(view).matchAll(/\$ git ([a-z-]+)/g)].map(([, verb]) => verb)
  expect(commands('all')).toEqual(['status', 'add', 'rev-parse', 'ls-tree', 'add', 'diff'])
  expect(commands('done')).toEqual(['add', 'ls-tree', 'diff'])
  expect(shown('done')).toContain('fatal: Not a valid object name nowhere')
  expect(shown('done')).toContain('+one')
})

test('nothing that a hook prints can do more than show itself', async () => {
  const { run, path, log } = recorded()
  writeFiles(path, {
    '.git/hooks/pre-commit': '#!/bin/sh\nprintf "\\033[2J\\033]0;x\\007checked\\033[?1049h\\n" >&2\n',
  })
  chmodSync(join(path, '.git/hooks/pre-commit'), 0o755)
  await run(['commit', '--allow-empty', '-m', 'x'])
  expect(log.read('all').text).toContain('\nchecked')
  const sequences = log.read('all').text.split('\u001b').slice(1)
  expect(sequences.filter((sequence) => !/^\[[\d;]*m/.test(sequence))).toEqual([])
})
