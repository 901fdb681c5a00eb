import { expect, test } from 'vitest'
import { agentFolder } from './agent-folder.ts'

/** A repository on `main`, and a branch `fix` with a commit of its own that is checked out nowhere. */
async function branched() {
  const at = await agentFolder()
  const { put, git } = at
  await put('a.txt', 'a\n')
  git('add', '--all')
  git('commit', '--quiet', '-m', 'First')
  git('checkout', '--quiet', '-b', 'fix')
  await put('fix.txt', 'fix\n')
  git('add', '--all')
  git('commit', '--quiet', '-m', 'Fix')
  git('branch', 'release', 'main')
  git('checkout', '--quiet', 'main')
  const id = (name: string) => git('rev-parse', name).trim()
  return { ...at, id }
}

test('merges and picks onto branches that are checked out nowhere, and disturbs no worktree', async () => {
  const { call, put, git, id } = await branched()
  await put('a.txt', 'at work\n')
  const before = [git('status', '--porcelain=v2', '--branch'), git('ls-files', '--stage')]
  expect(await call('git_cherry_pick', { commits: ['fix'], onto: 'release' })).toMatchObject({ outcome: 'ok' })
  expect(git('log', '-1', '--format=%s', 'release')).toBe('Fix\n')
  git('branch', 'other', 'main')
  const merged = await call('git_merge', { source: 'fix', into: 'other' })
  expect(merged.content).toBe(`Merged fix into other, which is now at ${id('fix')}.`)
  expect([git('status', '--porcelain=v2', '--branch'), git('ls-files', '--stage')]).toEqual(before)
})

test('says what a merge leaves out because nobody has committed it', async () => {
  const { call, put, git, id } = await branched()
  git('checkout', '--quiet', 'fix')
  await put('a.txt', 'at work\n')
  await put('new.txt', 'new\n')
  const merged = await call('git_merge', { source: 'fix', into: 'main' })
  expect(merged.content).toBe(
    `Merged fix into main, which is now at ${id('fix')}. Not in it, since not committed: 2 files in the directory of fix.`,
  )
})

test('refuses with a sentence, and nothing has changed', async () => {
  const { call, put, git, id } = await branched()
  await put('fix.txt', 'main\n')
  git('add', '--all')
  git('commit', '--quiet', '-m', 'Other')
  const before = id('main')
  for (const [name, args] of [
    ['git_merge', { source: 'fix', into: 'main' }],
    ['git_cherry_pick', { commits: ['fix'], onto: 'main' }],
  ] as const) {
    expect(await call(name, args)).toMatchObject({ outcome: 'failed', content: expect.stringContaining('fix.txt') })
  }
  expect([id('main'), git('status', '--porcelain')]).toEqual([before, ''])
})
