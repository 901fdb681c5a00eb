import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { explain } from '../../preload/protocol/explain.ts'
import { value } from '../helpers/open-core.ts'
import { type SampleProject, sampleProject } from '../helpers/sample-project.ts'
import { makeRepository, runGit, writeFiles } from '../helpers/temporary.ts'
import { stateOf } from './git/worktree-state.ts'

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')

/** The files of what somebody has begun with git and not ended. */
const half = (gitFolder: string) =>
  ['rebase-merge', 'MERGE_HEAD', 'MERGE_MSG', 'CHERRY_PICK_HEAD', 'ORIG_HEAD', 'HEAD'].map((name) => {
    const place = join(gitFolder, name)
    if (!existsSync(place)) return [name, null]
    if (name !== 'rebase-merge') return [name, readFileSync(place, 'utf8')]
    return readdirSync(place).map((file) => [file, readFileSync(join(place, file), 'utf8')])
  })

/** All of the repository that a refused merge must leave alone, byte for byte. */
const everything = (at: SampleProject) => ({
  files: stateOf(at.repository),
  half: half(join(at.repository, '.git')),
  refs: at.git('for-each-ref'),
  stash: at.git('stash', 'list'),
})

/** Merges as a drop does, with the commits that the preview was of. */
async function drop(at: SampleProject, name: string, target: string, before: () => void = () => undefined) {
  const { id: agentId } = at.agent(name)
  const { sourceId, targetId } = await value(at.core().call('merge.preview', { agentId, target, strategy: 'merge' }))
  before()
  const order = { agentId, target, sourceId, targetId, strategy: 'merge' as const, message: null }
  const answer = await at.core().call('merge.run', order)
  return answer.ok ? answer.value : { kind: answer.fault.kind, sentence: explain(answer.fault) }
}

/** The main branch and the agent's have each a commit of their own. */
async function diverged(files: Record<string, string> = { 'b.txt': 'agent\n' }) {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  at.work('oauth', files)
  writeFiles(at.repository, { 'main.txt': 'main\n' })
  at.git('add', '--all')
  at.git('commit', '--quiet', '--message', 'On main')
  return { at, directory }
}

test('any agent merges into any other, whose worktree gets the files', async () => {
  const { at } = await diverged()
  const other = await at.make('other')
  writeFiles(other, { 'own.txt': 'not committed\n' })
  expect(await drop(at, 'oauth', 'other')).toMatchObject({ target: 'other', source: 'oauth' })
  expect([read(other, 'b.txt'), read(other, 'own.txt')]).toEqual(['agent\n', 'not committed\n'])
  expect(runGit(other, 'status', '--porcelain').trim()).toBe('?? own.txt')
  expect(existsSync(join(at.repository, 'b.txt'))).toBe(false)
})

test('a target that a person has checked out in a worktree of their own is merged into there', async () => {
  const { at } = await diverged()
  const mine = join(at.folder, 'mine')
  at.git('worktree', 'add', '--quiet', '-b', 'release', mine, 'main')
  writeFiles(mine, { 'README.md': 'being written\n' })
  expect(await drop(at, 'oauth', 'release')).toMatchObject({ target: 'release' })
  expect([read(mine, 'b.txt'), read(mine, 'README.md')]).toEqual(['agent\n', 'being written\n'])
  expect(runGit(mine, 'status', '--porcelain')).toBe(' M README.md\n')
})

test('a target that moved between the preview and the drop is said to have, and nothing happens', async () => {
  const { at } = await diverged()
  const moved = () => at.git('commit', '--quiet', '--allow-empty', '--message', 'Meanwhile')
  expect(await drop(at, 'oauth', 'main', moved)).toEqual({
    kind: 'branch-moved',
    sentence: "'main' has changed since this was prepared, so nothing was done. Look at it afresh and try again.",
  })
  expect(at.git('log', '-1', '--format=%s')).toBe('Meanwhile')
  expect(existsSync(join(at.repository, 'b.txt'))).toBe(false)
  // the fault is the asker's alone: no other agent, and nobody who looks later, is shown it
  expect(at.core().state()).toMatchObject({ alerts: [], merges: [] })
  expect(await drop(at, 'oauth', 'main')).toMatchObject({ target: 'main' })
  expect(read(at.repository, 'b.txt')).toBe('agent\n')
})

test('so is a source that moved', async () => {
  const { at } = await diverged()
  const moved = () => at.work('oauth', { 'late.txt': 'late\n' })
  expect(await drop(at, 'oauth', 'main', () => void moved())).toMatchObject({ kind: 'branch-moved' })
  expect(at.git('log', '-1', '--format=%s')).toBe('On main')
})

test("a person's rebase of the target is never aborted: the preview names it, the merge is refused, and it goes on", async () => {
  const { at } = await diverged({ 'a.txt': 'theirs\n' })
  at.git('checkout', '--quiet', '-b', 'feature')
  writeFiles(at.repository, { 'a.txt': 'ours\n' })
  at.git('commit', '--quiet', '--all', '--message', 'Ours')
  expect(() => at.git('rebase', 'oauth')).toThrow()
  writeFiles(at.repository, { 'a.txt': 'half resolved\n' })
  at.git('add', 'a.txt')
  const before = everything(at)

  const { id: agentId } = at.agent('oauth')
  const preview = await value(at.core().call('merge.preview', { agentId, target: 'feature', strategy: 'merge' }))
  expect(preview.hindrances).toEqual([{ kind: 'underway', path: at.repository, what: 'rebase' }])
  await at.core().until((state) => state.branches.some(({ name }) => name === 'feature'))
  expect(await at.type('/agent merge feature', 'oauth')).toMatchObject({ ask: { kind: 'merge', target: 'feature' } })
  expect(await drop(at, 'oauth', 'feature')).toEqual({
    kind: 'underway',
    sentence: `A rebase is under way in ${at.repository}. Finish or abort it there, then try again.`,
  })
  expect(everything(at)).toEqual(before)
  at.git('-c', 'core.editor=true', 'rebase', '--continue')
  expect(at.git('log', '-3', '--format=%s', 'feature')).toBe('Ours\nOn main\nWork of oauth')
})

test.each(['merge', 'cherry-pick', 'revert'])(
  "a person's %s in the target's worktree is left as it is",
  async (what) => {
    const { at } = await diverged()
    at.git('checkout', '--quiet', '-b', 'side', 'main~1')
    writeFiles(at.repository, { 'main.txt': 'side\n' })
    at.git('add', '--all')
    at.git('commit', '--quiet', '--message', 'Side')
    at.git('checkout', '--quiet', 'main')
    writeFiles(at.repository, { 'main.txt': 'main\nand more\n' })
    at.git('commit', '--quiet', '--all', '--message', 'More')
    expect(() => (what === 'revert' ? at.git('revert', '--no-edit', 'HEAD~1') : at.git(what, 'side'))).toThrow()
    writeFiles(at.repository, { 'main.txt': 'half resolved\n' })
    const before = everything(at)
    expect(await drop(at, 'oauth', 'main')).toMatchObject({ kind: 'underway', sentence: expect.stringContaining(what) })
    expect(await at.type('/agent merge', 'oauth')).toMatchObject({ ask: { kind: 'merge' } })
    expect(everything(at)).toEqual(before)
  },
)

test('nothing is stashed to make room, even where git is set to, and nobody has to get it back', async () => {
  const { at, directory } = await diverged({ 'a.txt': 'theirs\n' })
  for (const setting of ['merge.autostash', 'rebase.autostash']) at.git('config', setting, 'true')
  writeFiles(at.repository, { 'a.txt': 'being written\n', 'new.txt': 'mine\n' })
  writeFiles(directory, { 'b.txt': 'not committed\n' })
  const [before, source] = [everything(at), stateOf(directory)]
  expect(await drop(at, 'oauth', 'main')).toEqual({
    kind: 'target-in-the-way',
    sentence: `Files in ${at.repository}, where 'main' is checked out, would be overwritten: a.txt. Commit or move them, then try again.`,
  })
  expect(everything(at)).toEqual(before)
  expect(await at.close('oauth', { merge: true })).toMatchObject({ ok: false, fault: { kind: 'target-in-the-way' } })
  expect(everything(at)).toEqual(before)
  expect(stateOf(directory)).toEqual(source)
})

test('closing with a merge that conflicts leaves agent, worktree and target as they were', async () => {
  const { at, directory } = await diverged({ 'main.txt': 'theirs\n' })
  const [before, source] = [everything(at), stateOf(directory)]
  expect(await at.close('oauth', { merge: true })).toMatchObject({ ok: false, fault: { kind: 'merge-conflicts' } })
  expect(everything(at)).toEqual(before)
  expect(stateOf(directory)).toEqual(source)
  expect(at.agent('oauth')).toMatchObject({ lost: false, ownWorktree: true })
})

test('an undone merge takes back no work that was done since', async () => {
  const { at } = await diverged()
  expect(await drop(at, 'oauth', 'main')).toMatchObject({ target: 'main' })
  const [merge] = at.core().state().merges
  writeFiles(at.repository, { 'b.txt': 'being written\n', 'new.txt': 'mine\n' })
  const before = everything(at)
  expect(await at.core().call('merge.undo', { id: merge?.id ?? '' })).toMatchObject({
    fault: { kind: 'target-in-the-way', files: ['b.txt'] },
  })
  expect(everything(at)).toEqual(before)
  at.git('commit', '--quiet', '--all', '--message', 'On top')
  expect(await at.core().call('merge.undo', { id: merge?.id ?? '' })).toMatchObject({
    fault: { kind: 'undo-too-late' },
  })
  expect(at.git('log', '-1', '--format=%s')).toBe('On top')
})

test('what the preview counts is what git counts', async () => {
  const { at, directory } = await diverged({ 'b.txt': '1\n2\n3\n', 'a.txt': 'two\n' })
  runGit(directory, 'mv', 'README.md', 'READ-ME.md')
  at.work('oauth', { 'picture.bin': '\0\u0001' })
  runGit(directory, 'merge', '--quiet', '--no-edit', 'main')
  at.work('oauth', { 'main.txt': 'main\nand more\n' })
  const preview = await value(
    at.core().call('merge.preview', { agentId: at.agent('oauth').id, target: 'main', strategy: 'merge' }),
  )
  expect(preview.commits.map(({ id }) => id)).toEqual(at.git('rev-list', 'main..oauth').split('\n'))
  const numbers = at.git('diff', '--numstat', '-M', 'main...oauth').split('\n')
  const shown = preview.files.map(({ path, from, added, removed }) => {
    const name = from === null ? path : `${from} => ${path}`
    return `${added ?? '-'}\t${removed ?? '-'}\t${name}`
  })
  expect(shown.toSorted()).toEqual(numbers.toSorted())
  await drop(at, 'oauth', 'main')
  expect(at.git('diff', '--stat', 'oauth')).toBe('')
})

test('a new worktree begins at the local branch, pushed or not, and says how far that is behind', async () => {
  const at = await sampleProject({
    prepare(repository, folder) {
      makeRepository(join(folder, 'origin'))
      runGit(repository, 'remote', 'add', 'origin', join(folder, 'origin'))
      runGit(repository, 'fetch', '--quiet')
      runGit(repository, 'reset', '--quiet', '--hard', 'origin/main')
      runGit(repository, 'branch', '--quiet', '--set-upstream-to=origin/main')
      runGit(repository, 'commit', '--quiet', '--allow-empty', '--message', 'Never pushed')
      for (const subject of ['Newer', 'Newest'])
        runGit(join(folder, 'origin'), 'commit', '--quiet', '--allow-empty', '--message', subject)
      runGit(repository, 'fetch', '--quiet')
    },
  })
  const directory = await at.make('oauth')
  expect(runGit(directory, 'log', '-1', '--format=%s')).toBe('Never pushed\n')
  expect((await at.notices('main')).at(-1)).toContain('main is 2 commits behind origin/main.')
  const newest = await at.make('newest', '--base=origin/main')
  expect(runGit(newest, 'log', '-1', '--format=%s')).toBe('Newest\n')
  writeFileSync(join(newest, 'x'), '')
  expect(runGit(newest, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('newest\n')
})

test('merges that are typed at once all arrive, since nobody has seen what they looked at', async () => {
  const at = await sampleProject()
  const names = ['one', 'two', 'three', 'four']
  for (const name of names) await at.make(name)
  for (const name of names) at.work(name, { [`${name}.txt`]: name })
  await Promise.all(names.map((name) => at.type('/agent merge', name)))
  expect(names.map((name) => read(at.repository, `${name}.txt`))).toEqual(names)
  expect(at.git('status', '--porcelain')).toBe('')
})
