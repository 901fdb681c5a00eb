import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitWith } from '../../../main/core/git/git.ts'
import { previewRestore } from '../../../main/core/git/preview-restore.ts'
import { restoreFiles } from '../../../main/core/git/restore-files.ts'
import { restoreSnapshot } from '../../../main/core/git/restore-snapshot.ts'
import { snapshotWorktree } from '../../../main/core/git/snapshot.ts'
import { makeRepository, runGit, temporaryFolder } from '../../helpers/temporary.ts'
import { clearFolder, type Deed, deedsWith, doAll, git as runs } from './random-tree.ts'
import { succeeded } from './succeeded.ts'
import { filesAt, stateOf, untouchedBySnapshots } from './worktree-state.ts'

const cases = Number(process.env['SNAPSHOT_RUNS'] ?? 12)

const largest = Number.POSITIVE_INFINITY

/** The seed of a failure, to see it again. */
const seed = process.env['SNAPSHOT_SEED']

let folder: ReturnType<typeof temporaryFolder>
let path: string
const git = gitWith(process.env)

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'sample')
  makeRepository(path, { 'first.txt': 'x\n' })
})
afterEach(() => folder.remove())

const names = (...args: string[]) =>
  runs(path, ...args)
    .split('\0')
    .filter((one) => one !== '')

/** The files of the worktree, and which of them git ignores. */
function filesNow() {
  const files = filesAt(path)
  const ignored = new Set(names('ls-files', '-z', '--others', '--ignored', '--exclude-standard'))
  return { files, ignored }
}

/** Of these paths, those that the rules of the worktree ignore, tracked or not. */
function ignoredByRules(paths: readonly string[]): string[] {
  if (paths.length === 0) return []
  try {
    const input = Buffer.from(paths.map((one) => `${one}\0`).join(''), 'latin1')
    const args = ['check-ignore', '--no-index', '-z', '--stdin']
    const found = execFileSync('git', args, { cwd: path, input, encoding: 'latin1', stdio: ['pipe', 'pipe', 'ignore'] })
    return found.split('\0').filter((one) => one !== '')
  } catch {
    return [] // git answers 1 where none is
  }
}

const pick = (files: Record<string, string>, keep: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(files).filter(([name]) => keep(name)))

let round = 0
async function snapshot() {
  round += 1
  const ref = `refs/ikigai/round/${round}`
  return succeeded(await snapshotWorktree(git, { path, ref, message: 'Round' }))
}

/** What a restore leaves alone. Of the index only what is in it: git may write down the times of files. */
function untouched() {
  const { index: _, ...rest } = untouchedBySnapshots(path)
  return { ...rest, staged: runGit(path, 'ls-files', '--stage', '-v', '-z') }
}

/** The files whose bytes a snapshot has to have: those that git says differ from what is staged. */
function differing(): Set<string> {
  return new Set([...names('diff-files', '-z', '--name-only'), ...names('ls-files', '-z', '--others')])
}

/**
 * Where line ends are converted, a file that is as git has it comes back as git
 * checks it out, which may have others.
 */
const plainEnds = (files: Record<string, string>, exact: ReadonlySet<string>) =>
  Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, exact.has(name) ? text : text.replace(/\r+\n/g, '\n')]),
  )

type Life = { converts: boolean; committed: Deed[]; marked: Deed[]; later: Deed[] }

async function check({ converts, committed, marked, later }: Life): Promise<string> {
  clearFolder(path)
  doAll(path, committed)
  runGit(path, 'add', '--all')
  runGit(path, 'commit', '--quiet', '--allow-empty', '--message', 'Round')
  doAll(path, marked)
  const before = filesNow()
  const kept = untouchedBySnapshots(path)
  const exact = differing()
  const mark = await snapshot()
  expect(untouchedBySnapshots(path)).toEqual(kept)
  expect(mark.leftOut).toEqual([])
  expect(names('ls-tree', '-r', '-z', '--name-only', mark.id)).toEqual(
    Object.keys(pick(before.files, (name) => !before.ignored.has(name))).sort(),
  )

  doAll(path, later)
  const present = filesNow()
  const exactLater = differing()
  const own = untouched()
  const latest = await snapshot()
  const preview = succeeded(await previewRestore(git, { path, snapshot: mark.id, largest }))
  expect(preview.tree).toBe(latest.tree)
  const restored = await restoreFiles(git, { path, snapshot: mark.id, largest, expected: preview.tree })
  expect(untouched()).toEqual(own)
  if (!restored.ok) {
    // only a file that git ignores now, and that the mark has otherwise, may stop it
    expect(restored.fault).toEqual({ kind: 'restore-in-the-way', path, files: preview.blocked })
    expect(filesNow()).toEqual(present)
    const blocked = preview.blocked.map((name) => Buffer.from(name).toString('latin1'))
    const isIgnored = (name: string) => [...present.ignored].some((one) => one === name || one.startsWith(`${name}/`))
    expect(blocked.filter((name) => !isIgnored(name))).toEqual([])
    return 'blocked'
  }
  expect(preview.blocked).toEqual([])
  expect(preview.files).toHaveLength(restored.value.changed)

  const ends = (files: Record<string, string>, of: ReadonlySet<string>) => (converts ? plainEnds(files, of) : files)
  const after = filesNow()
  const wanted = pick(before.files, (name) => !before.ignored.has(name))
  expect(
    ends(
      pick(after.files, (name) => name in wanted),
      exact,
    ),
  ).toEqual(ends(wanted, exact))
  // beside those there are only files that were ignored, or are by the rules of then, which are back
  const beside = Object.keys(after.files).filter((name) => !(name in wanted))
  const told = beside.filter((name) => !present.ignored.has(name))
  expect(ignoredByRules(told).sort()).toEqual(told.sort())
  expect(pick(after.files, (name) => beside.includes(name))).toEqual(
    pick(present.files, (name) => beside.includes(name)),
  )
  expect([...present.ignored].filter((name) => !(name in after.files))).toEqual([])

  // and back again
  const undone = succeeded(await previewRestore(git, { path, snapshot: latest.id, largest }))
  if (undone.blocked.length > 0) return 'restored, not undone'
  succeeded(await restoreFiles(git, { path, snapshot: latest.id, largest, expected: undone.tree }))
  const back = filesNow()
  const returned = pick(back.files, (name) => name in present.files)
  expect(ends(returned, exactLater)).toEqual(ends(present.files, exactLater))
  // what git ignores, or ignored at that time, may well have been there
  const more = Object.keys(back.files).filter((name) => !(name in present.files) && !after.ignored.has(name))
  expect(ignoredByRules(more).sort()).toEqual(more.sort())
  return preview.files.length > 0 ? 'restored' : 'the same'
}

const options = { endOnFailure: true, ...(seed && { seed: Number(seed) }) }

const life = fc.boolean().chain((converts): fc.Arbitrary<Life> => {
  const deeds = deedsWith(converts)
  return fc.record({ converts: fc.constant(converts), committed: deeds, marked: deeds, later: deeds })
})

test('random trees come back exactly, and nothing else changes', { timeout: 7_200_000 }, async () => {
  const seen: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(life, async (one) => {
      const outcome = await check(one)
      seen[outcome] = (seen[outcome] ?? 0) + 1
    }),
    { ...options, numRuns: cases },
  )
  // a generator whose restores are all refused would prove nothing
  expect(seen['restored'] ?? 0).toBeGreaterThan(cases / 2)
})

test('random changes, staged and not, come back exactly in a new worktree', { timeout: 7_200_000 }, async () => {
  const deeds = deedsWith(false)
  await fc.assert(
    fc.asyncProperty(deeds, deeds, async (committed, then) => {
      clearFolder(path)
      doAll(path, committed)
      runGit(path, 'add', '--all')
      runGit(path, 'commit', '--quiet', '--allow-empty', '--message', 'Round')
      doAll(path, then)
      const before = stateOf(path)
      const { ignored } = filesNow()
      const mark = await snapshot()
      const fresh = join(folder.path, `fresh-${round}`)
      runGit(path, 'worktree', 'add', '--quiet', '--detach', fresh)
      succeeded(await restoreSnapshot(git, { path: fresh, snapshot: mark.id }))
      expect(stateOf(fresh)).toEqual({ ...before, files: pick(before.files, (name) => !ignored.has(name)) })
      runGit(path, 'worktree', 'remove', '--force', fresh)
    }),
    { ...options, numRuns: Math.ceil(cases / 4) },
  )
})
