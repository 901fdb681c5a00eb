import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleProject } from '../helpers/sample-project.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'

async function conflicting() {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  at.work('oauth', { 'a.txt': 'theirs\n', 'b.txt': 'b\n' })
  writeFiles(at.repository, { 'a.txt': 'ours\n' })
  at.git('commit', '--quiet', '--all', '--message', 'Ours')
  return { at, directory, agentId: at.agent('oauth').id }
}

test('resolving does not stash uncommitted work where merge.autostash is set', async () => {
  const { at, directory, agentId } = await conflicting()
  at.git('config', 'merge.autostash', 'true')
  writeFiles(directory, { 'b.txt': 'not committed\n' })
  await at.core().call('merge.resolve', { agentId, target: 'main', rest: null })
  await at.core().call('run.stop', { agentId })
  expect(readFileSync(join(directory, 'b.txt'), 'utf8')).toBe('not committed\n')
})

test('resolving never overwrites an ignored file', async () => {
  const at = await sampleProject({ files: { 'a.txt': 'one\n' } })
  const directory = await at.make('oauth')
  at.work('oauth', { 'a.txt': 'theirs\n' })
  writeFiles(at.repository, { '.git/info/exclude': '.worktrees\n.env\n' })
  writeFiles(directory, { '.env': 'KEY=by hand\n' })
  writeFiles(at.repository, { 'a.txt': 'ours\n', '.env': 'KEY=committed\n' })
  at.git('add', '--all', '--force', 'a.txt', '.env')
  at.git('commit', '--quiet', '--message', 'Ours')
  const { id: agentId } = at.agent('oauth')
  await at.core().call('merge.resolve', { agentId, target: 'main', rest: null })
  await at.core().call('run.stop', { agentId })
  expect(readFileSync(join(directory, '.env'), 'utf8')).toBe('KEY=by hand\n')
})

test('resolving never deletes an ignored file to make room for a folder', async () => {
  const at = await sampleProject({ files: { 'a.txt': 'one\n' } })
  const directory = await at.make('oauth')
  at.work('oauth', { 'b.txt': 'theirs\n' })
  writeFiles(at.repository, { '.git/info/exclude': '.worktrees\nnotes\n' })
  writeFiles(directory, { notes: 'by hand\n' })
  writeFiles(at.repository, { 'notes/x': 'ours\n' })
  at.git('add', '--force', 'notes/x')
  at.git('commit', '--quiet', '--message', 'Ours')
  const { id: agentId } = at.agent('oauth')
  expect(await at.core().call('merge.resolve', { agentId, target: 'main', rest: null })).toMatchObject({
    ok: false,
    fault: { kind: 'target-in-the-way', files: ['notes'] },
  })
  expect(readFileSync(join(directory, 'notes'), 'utf8')).toBe('by hand\n')
})

test('resolving merges the branch, not a tag of its name', async () => {
  const { at, directory, agentId } = await conflicting()
  at.git('tag', 'main', 'main~1')
  await at.core().call('merge.resolve', { agentId, target: 'main', rest: null })
  await at.core().call('run.stop', { agentId })
  expect(runGit(directory, 'status', '--porcelain')).toContain('UU a.txt')
})

test('resolving in a folder that is no worktree any more touches nothing of the repository', async () => {
  const { at, directory, agentId } = await conflicting()
  at.git('branch', 'release', 'oauth')
  rmSync(directory, { recursive: true })
  mkdirSync(directory)
  const before = at.git('rev-parse', 'main')
  await at.core().call('merge.resolve', { agentId, target: 'release', rest: null })
  await at.core().call('run.stop', { agentId })
  expect([at.git('rev-parse', 'main'), at.git('status', '--porcelain')]).toEqual([before, ''])
})

test('resolving says underway though the page does not know of it yet', async () => {
  const { at, directory, agentId } = await conflicting()
  expect(() => runGit(directory, 'rebase', 'main')).toThrow()
  expect(await at.core().call('merge.resolve', { agentId, target: 'main', rest: null })).toMatchObject({
    ok: false,
    fault: { kind: 'underway' },
  })
})

test('resolving with merge.ff only', async () => {
  const { at, directory, agentId } = await conflicting()
  at.git('config', 'merge.ff', 'only')
  const answer = await at.core().call('merge.resolve', { agentId, target: 'main', rest: null })
  await at.core().call('run.stop', { agentId })
  expect(answer).toMatchObject({ ok: true })
  expect(runGit(directory, 'status', '--porcelain')).toContain('UU a.txt')
})

test.each([
  ['pre-merge-commit', 'hook-failed'],
  ['commit-msg', 'hook-failed'],
  ['gpg', 'signing-failed'],
])('resolving that %s stops leaves no merge behind, and says what stopped it', async (what, kind) => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  at.work('oauth', { 'b.txt': 'theirs\n' })
  writeFiles(at.repository, { 'a.txt': 'ours\n' })
  at.git('commit', '--quiet', '--all', '--message', 'Ours')
  writeFiles(directory, { 'untracked.txt': 'not committed\n', 'b.txt': 'nor this\n' })
  if (what === 'gpg')
    for (const [name, to] of [['commit.gpgsign', 'true'] as const, ['gpg.program', 'false'] as const])
      at.git('config', name, to)
  else writeFileSync(join(at.repository, '.git', 'hooks', what), '#!/bin/sh\necho not today\nexit 1\n', { mode: 0o755 })
  const { id: agentId } = at.agent('oauth')
  const before = runGit(directory, 'status', '--porcelain=v2', '--branch')
  expect(await at.core().call('merge.resolve', { agentId, target: 'main', rest: null })).toMatchObject({
    ok: false,
    fault: { kind },
  })
  expect(runGit(directory, 'status', '--porcelain=v2', '--branch')).toBe(before)
  expect(() => runGit(directory, 'rev-parse', '--verify', '--quiet', 'MERGE_HEAD')).toThrow()
})

test('a conflict that was solved before is shown to the agent all the same', async () => {
  const { at, directory, agentId } = await conflicting()
  at.git('config', 'rerere.enabled', 'true')
  at.git('config', 'rerere.autoupdate', 'true')
  expect(() => runGit(directory, 'merge', 'main')).toThrow()
  writeFiles(directory, { 'a.txt': 'both\n' })
  runGit(directory, 'commit', '--quiet', '--all', '--message', 'Solved')
  runGit(directory, 'reset', '--quiet', '--hard', 'HEAD~1')
  expect(await at.core().call('merge.resolve', { agentId, target: 'main', rest: null })).toMatchObject({ ok: true })
  await at.core().call('run.stop', { agentId })
  expect(runGit(directory, 'status', '--porcelain')).toContain('UU a.txt')
})
