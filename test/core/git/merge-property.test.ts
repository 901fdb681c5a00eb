import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MergeFault, mergeBranches } from '../../../main/core/git/merge/merge-branches.ts'
import { preview } from '../../../main/core/git/merge/preview.ts'
import { undoMerge } from '../../../main/core/git/merge/undo-merge.ts'
import type { MergeDone, MergeStrategy } from '../../../preload/protocol/git.ts'
import type { Result } from '../../../preload/protocol/result.ts'
import { filesOf, type GitWorld, gitWorld } from '../../helpers/git-world.ts'
import { type History, history, importStream, paths } from '../../helpers/random-history.ts'

const runs = Number(process.env['MERGE_RUNS'] ?? 60)

/** `seed,path` of a failure, to see it again. */
const replayed = process.env['MERGE_CASE']

type Change = { path: string; action: 'write' | 'stage' | 'delete' | 'mode' }
type Position = 'root' | 'worktree' | 'nowhere'

const change: fc.Arbitrary<Change> = fc.record({
  path: fc.constantFrom(...paths, 'only here', 'dir/only here', 'ignored'),
  action: fc.constantFrom('write', 'stage', 'delete', 'mode'),
})

test('a merge is what git itself would make of it and what its preview said, or nothing has happened', {
  timeout: 600_000,
}, async () => {
  const seen: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.constantFrom<MergeStrategy>('merge', 'squash', 'rebase'),
      fc.constantFrom<Position>('root', 'worktree', 'nowhere'),
      fc.array(change, { maxLength: 3 }),
      async (past, strategy, position, changes) => {
        const world = gitWorld()
        try {
          const outcome = await compare(world, { past, strategy, position, changes })
          seen[`${strategy} ${outcome}`] = (seen[`${strategy} ${outcome}`] ?? 0) + 1
        } finally {
          world.remove()
        }
      },
    ),
    {
      numRuns: runs,
      endOnFailure: true,
      ...(replayed && { seed: Number(replayed.split(',')[0]), path: replayed.split(',')[1] ?? '' }),
    },
  )
  // a generator that only ever conflicts would prove nothing
  if (runs >= 60) expect(Object.keys(seen)).toEqual(expect.arrayContaining(['merge ok', 'squash ok', 'rebase ok']))
})

type Case = { past: History; strategy: MergeStrategy; position: Position; changes: Change[] }

async function compare(world: GitWorld, { past, strategy, position, changes }: Case): Promise<string> {
  const repository = join(world.path, 'repository')
  const twin = join(world.path, 'twin')
  for (const path of [repository, twin]) {
    world.run(world.path, 'init', '--quiet', '--initial-branch=elsewhere', path)
    world.feed(path, importStream(past), 'fast-import', '--quiet', '--force')
  }
  const expected = byGit(world, twin, strategy)

  const place = position === 'worktree' ? join(repository, '.worktrees', 'one') : repository
  writeFileSync(join(repository, '.git', 'info', 'exclude'), '.worktrees/\nignored\n')
  world.run(repository, 'checkout', '--quiet', position === 'root' ? 'target' : 'start')
  if (position === 'worktree') world.run(repository, 'worktree', 'add', '--quiet', place, 'target')
  if (position === 'nowhere') world.run(repository, 'checkout', '--quiet', '--detach')
  for (const one of changes) apply(world, place, one)

  const before = stateOf(world, place)
  const [sourceId, targetId] = idsOf(world, repository, 'source', 'target')
  const order = { repository, source: 'source', target: 'target', sourceId, targetId, strategy, message: null }
  const targetAt = position === 'nowhere' ? null : place
  const places = { sourceAt: null, targetAt, targetAlsoAt: null }
  const question = { repository, source: 'source', target: 'target', base: null, ...places, strategy }
  const seen = await preview(world.git, new Map(), question)
  const result = await mergeBranches(world.git, order)
  expect(promisedBy(seen)).toEqual(outcomeOf(result, (id) => idsOf(world, repository, `${id}^{tree}`)[0]))
  if (!result.ok) {
    expect(stateOf(world, place)).toEqual(before)
    expect(idsOf(world, repository, 'source', 'target')).toEqual([sourceId, targetId])
    checkFault(result, expected, before.changes)
    return result.fault.kind
  }

  // the ids would do, but say nothing about what differs
  const made = expected.kind === 'made' ? commitsTo(world, twin, expected.id) : expected.kind
  expect(commitsTo(world, repository, result.value.after)).toEqual(made)
  expect(idsOf(world, repository, 'source', 'target')).toEqual([sourceId, result.value.after])
  if (position === 'nowhere') expect(stateOf(world, place)).toEqual(before)
  else {
    const after = stateOf(world, place)
    expect(after.changes).toEqual(before.changes)
    expect(after.staged).toEqual(before.staged)
    expect(after.files).toEqual(withLocal(world, repository, result.value.after, before))
  }
  const undone = await undoMerge(world.git, { repository, done: result.value })
  expect(undone).toEqual({ ok: true, value: undefined })
  expect(stateOf(world, place)).toEqual(before)
  expect(idsOf(world, repository, 'target')).toEqual([targetId])
  return 'ok'
}

/** What a preview says will come of a merge, and what came of it, in the same words. */
function promisedBy(seen: Awaited<ReturnType<typeof preview>>) {
  if (!seen.ok) return seen.fault.kind
  const { commits, conflicts, stoppedAt, hindrances, between } = seen.value
  const [hindrance] = hindrances
  if (commits.length === 0 || hindrance?.kind === 'nothing-left') return 'nothing-to-merge'
  if (conflicts.length > 0) return { conflicts, commit: stoppedAt }
  return hindrance?.kind === 'target-changed' ? { inTheWay: hindrance.files } : { tree: between.to }
}

function outcomeOf(result: Result<MergeDone, MergeFault>, treeOf: (id: string) => string) {
  if (result.ok) return { tree: treeOf(result.value.after) }
  const { fault } = result
  if (fault.kind === 'merge-conflicts') return { conflicts: fault.files, commit: fault.commit }
  return fault.kind === 'target-in-the-way' ? { inTheWay: fault.files } : fault.kind
}

type Expected = { kind: 'made'; id: string } | { kind: 'conflict' } | { kind: 'nothing' }

/** What plain git does in a clone with nothing in its way. */
function byGit(world: GitWorld, twin: string, strategy: MergeStrategy): Expected {
  world.run(twin, 'checkout', '--quiet', 'target')
  const [before] = idsOf(world, twin, 'HEAD')
  const steps = {
    merge: [['merge', '--no-edit', 'source']],
    squash: [['merge', '--squash', 'source']],
    rebase: [
      ['checkout', '--quiet', '-B', 'moved', 'source'],
      ['rebase', 'target'],
    ],
  }[strategy]
  for (const step of steps) if (world.exit(twin, ...step) !== 0) return { kind: 'conflict' }
  if (strategy === 'squash' && world.exit(twin, 'diff', '--cached', '--quiet') === 1) {
    world.run(twin, 'commit', '--quiet', '--no-edit')
  }
  const [id = ''] = idsOf(world, twin, 'HEAD')
  return id === before ? { kind: 'nothing' } : { kind: 'made', id }
}

/** `changes`: as `git status` lists them. */
function checkFault(result: Result<MergeDone, MergeFault> & { ok: false }, expected: Expected, changes: string) {
  const { fault } = result
  if (fault.kind === 'merge-conflicts') expect(expected.kind).toBe('conflict')
  else if (fault.kind === 'nothing-to-merge') expect(expected.kind).toBe('nothing')
  else {
    expect(fault.kind).toBe('target-in-the-way')
    const local = ['ignored', ...pathsOf(changes)]
    const near = (file: string) =>
      local.some((path) => path === file || path.startsWith(`${file}/`) || file.startsWith(`${path}/`))
    const files = fault.kind === 'target-in-the-way' ? fault.files : []
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => !near(file))).toEqual([])
  }
}

const pathsOf = (changes: string) =>
  changes
    .split('\0')
    .map((line) => line.slice(3))
    .filter((path) => path !== '')

function apply(world: GitWorld, top: string, { path, action }: Change): void {
  const place = join(top, path)
  try {
    if (action === 'mode') {
      chmodSync(place, 0o755)
      return
    }
    rmSync(place, { recursive: true, force: true })
    if (action === 'delete') return
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, `local ${path}\n`)
  } catch {
    return // there is no such file, or a file where its folder would be
  }
  if (action === 'stage' && path !== 'ignored') world.exit(top, 'add', '--', path)
}

function stateOf(world: GitWorld, top: string) {
  return {
    files: filesOf(top),
    index: world.run(top, 'ls-files', '--stage', '-z'),
    changes: world.run(top, 'status', '--porcelain', '-z', '--untracked-files=all', '--no-renames'),
    staged: world
      .run(top, 'diff', '--cached', '--raw', '--abbrev=40', '--no-renames', '-z')
      .replace(/:\S+ (\S+) \S+/g, '$1'),
  }
}

/** The files of a commit, with those changed locally as they were before. */
function withLocal(world: GitWorld, repository: string, id: string, before: ReturnType<typeof stateOf>) {
  const local = new Set(pathsOf(before.changes))
  const clean = join(world.path, 'clean')
  world.run(repository, 'worktree', 'add', '--quiet', '--detach', clean, id)
  const files = filesOf(clean)
  world.run(repository, 'worktree', 'remove', '--force', clean)
  for (const path of files.keys()) if (local.has(path)) files.delete(path)
  for (const [path, content] of before.files) if (local.has(path) || path === 'ignored') files.set(path, content)
  return files
}

const commitsTo = (world: GitWorld, folder: string, id: string) =>
  world.run(folder, 'log', '--format=raw', `start..${id}`)

const idsOf = (world: GitWorld, folder: string, ...names: string[]) =>
  world
    .run(folder, 'rev-parse', ...names)
    .trim()
    .split('\n') as [string, string]
