import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { FileChange, FileDiff } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { readable } from './capture/signature.ts'
import { type Git, type GitOptions, reasonOf } from './git.ts'
import { changeArguments, parseChanges } from './merge/file-changes.ts'
import { mostBytes, patchesArguments, quoted, readPatches } from './patches.ts'

/** Snapshots have files as they are on disk, so that their line ends may be others than those of a commit. */
const ends = '--ignore-cr-at-eol'

/** As `changeArguments`, for trees of which one is a snapshot's; a moved file is one that goes and one that comes. */
export const lineArguments = [...changeArguments.filter((argument) => argument !== '-M'), '--no-renames', ends] as const

type BetweenFault = FaultOf<'git-failed' | 'snapshot-missing'>

/** The files that differ from one snapshot or commit to another. `at`: a worktree of the repository. */
export async function changesBetween(
  git: Git,
  at: string,
  a: string,
  b: string,
): Promise<Result<FileChange[], BetweenFault>> {
  const changes = await exactChanges(git, at, a, b)
  return changes.ok ? ok(changes.value.map(shown)) : changes
}

/** With paths in latin1, byte for byte. */
async function exactChanges(git: Git, at: string, a: string, b: string): Promise<Result<FileChange[], BetweenFault>> {
  const run = await diffTree(git, at, [...changeArguments, ends, '--end-of-options', a, b])
  return run.ok ? ok(parseChanges(run.value)) : run
}

const shown = (change: FileChange): FileChange => ({
  ...change,
  path: readable(change.path),
  from: change.from === null ? null : readable(change.from),
})

/** The same with a unified diff a file. */
export async function diffBetween(
  git: Git,
  at: string,
  a: string,
  b: string,
): Promise<Result<FileDiff[], BetweenFault>> {
  const changes = await exactChanges(git, at, a, b)
  if (!changes.ok) return changes
  if (changes.value.length === 0) return ok([])
  const run = await diffTree(git, at, [...patchesArguments, ends, '--end-of-options', a, b], { maxBytes: mostBytes })
  if (!run.ok) return run
  const patchFor = readPatches(run.value)
  return ok(changes.value.map((change) => ({ change: shown(change), patch: patchFor(change) })))
}

async function diffTree(
  git: Git,
  at: string,
  args: readonly string[],
  options?: GitOptions,
): Promise<Result<string, BetweenFault>> {
  const run = await git(at, [...quoted, 'diff-tree', '-r', ...args], {
    encoding: 'latin1',
    ...options,
  })
  if (run.exit === 0) return ok(run.stdout)
  const [a = '', b = ''] = args.slice(args.indexOf('--end-of-options') + 1)
  for (const snapshot of [a, b]) {
    const found = await git(at, ['rev-parse', '--quiet', '--verify', '--end-of-options', `${snapshot}^{tree}`])
    if (found.exit !== 0) return fail({ kind: 'snapshot-missing', snapshot })
  }
  return fail({ kind: 'git-failed', verb: 'diff-tree', reason: reasonOf(run) })
}
