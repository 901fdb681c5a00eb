import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { FileChange, FileDiff } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { readable } from './capture/signature.ts'
import { type Git, type GitOptions, reasonOf } from './git.ts'
import { patchOf } from './merge/diff-between.ts'
import { changeArguments, parseChanges } from './merge/file-changes.ts'

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
  const patch = ['-p', '-M', '--no-color', '--no-ext-diff', '--no-textconv', '--src-prefix=a/', '--dst-prefix=b/', ends]
  const run = await diffTree(git, at, [...patch, '--end-of-options', a, b], { maxBytes: mostBytes })
  if (!run.ok) return run
  // no line of a patch begins so but the first of each file; a file may have none, where only line ends differ
  const parts = run.value.split(/^(?=diff --git )/m)
  const whole = run.value.length >= mostBytes ? parts.slice(0, -1) : parts
  const byHeader = new Map(whole.map((part) => [part.slice(0, part.indexOf('\n')), part]))
  return ok(
    changes.value.map((change) => {
      const { path, from } = change
      const part = byHeader.get(`diff --git ${inHeader(`a/${from ?? path}`)} ${inHeader(`b/${path}`)}`) ?? ''
      return { change: shown(change), patch: patchOf(readable(part)) }
    }),
  )
}

/** A path as git writes it in the header of a patch (git-config(1), core.quotePath). */
function inHeader(path: string): string {
  const escaped = path.replace(/[^ !#-[\]-~]/g, (byte) => {
    const letter = letters.get(byte)
    return `\\${letter ?? byte.charCodeAt(0).toString(8).padStart(3, '0')}`
  })
  return escaped === path ? path : `"${escaped}"`
}

const letters = new Map([
  ...[...'abtnvfr'].map((letter, at) => [String.fromCharCode(7 + at), letter] as const),
  ...['"', '\\'].map((plain) => [plain, plain] as const),
])

/** What all patches together may be long, in bytes; the rest are said to be too large. */
const mostBytes = 32 * 1024 * 1024

async function diffTree(
  git: Git,
  at: string,
  args: readonly string[],
  options?: GitOptions,
): Promise<Result<string, BetweenFault>> {
  const run = await git(at, ['-c', 'core.quotePath=true', 'diff-tree', '-r', ...args], {
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
