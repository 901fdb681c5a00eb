import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { FileChange, FileDiff } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { gitFolderOf } from '../git-folder.ts'
import { copyIndex } from '../index-copy.ts'
import { mostBytes, patchesArguments, quoted, readPatches } from '../patches.ts'
import { type Quiet, quietGit } from '../quiet-git.ts'
import { parseStatus, type StatusLine, statusArguments } from '../status-lines.ts'
import { changeArguments, parseChanges } from './file-changes.ts'

type ChangesFault = FaultOf<'git-failed' | 'worktree-gone'>

/**
 * All work in a worktree that is not committed, untracked files included, with
 * the lines that a commit of everything would add and remove.
 *
 * The lines come from `git diff` through a copy of the index that knows the
 * untracked files (`add --intent-to-add`), so that a moved file is a rename.
 * Nothing is staged and no content is written.
 */
export async function changesAt(git: Git, folder: string): Promise<Result<FileChange[], ChangesFault>> {
  const read = await readWork(git, folder, 'no patches')
  return read.ok ? ok(read.value.map(({ change }) => change)) : read
}

/** The same, each with its unified diff. */
export function diffsAt(git: Git, folder: string): Promise<Result<FileDiff[], ChangesFault>> {
  return readWork(git, folder, 'patches')
}

/** What is staged in a worktree, whatever the files are like by now. */
export async function stagedAt(git: Git, folder: string): Promise<Result<FileDiff[], ChangesFault>> {
  if ((await gitFolderOf(folder)) === null) return fail({ kind: 'worktree-gone', path: folder })
  const cached = async (args: readonly string[]) => {
    const run = await git(folder, [...quoted, 'diff', '--cached', ...args], { encoding: 'latin1', maxBytes: mostBytes })
    return run.exit === 0 ? ok(run.stdout) : fail({ kind: 'git-failed' as const, verb: 'diff', reason: reasonOf(run) })
  }
  const [changes, patches] = await Promise.all([cached(changeArguments), cached(patchesArguments)])
  if (!changes.ok) return changes
  if (!patches.ok) return patches
  const patchFor = readPatches(patches.value)
  return ok(parseChanges(changes.value).map((change) => ({ change: readable(change), patch: patchFor(change) })))
}

type Wanted = 'patches' | 'no patches'

async function readWork(git: Git, folder: string, wanted: Wanted): Promise<Result<FileDiff[], ChangesFault>> {
  const gitFolder = await gitFolderOf(folder)
  if (gitFolder === null) return fail({ kind: 'worktree-gone', path: folder })
  const run = await git(folder, statusArguments, { encoding: 'latin1' })
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'status', reason: reasonOf(run) })
  const { lines, head } = parseStatus(run.stdout)
  if (lines.length === 0) return ok([])
  const untracked = new Set(lines.filter((line) => line.kind === 'untracked').map((line) => line.path))
  const diff = await diffWith(git, { folder, gitFolder }, { head, untracked: [...untracked], wanted })
  // a file that went away meanwhile, say: which files there are is known without their lines
  if (!diff.ok) return ok(lines.map(withoutLines))
  const changes = parseChanges(diff.value.changes)
  const patchFor = readPatches(diff.value.patches)
  const shown = new Set(changes.flatMap((change) => [change.path, change.from]))
  // git does not look into repositories that lie in this one
  const nested = lines.filter((line) => line.kind === 'untracked' && !shown.has(line.path))
  const unmerged = new Set(lines.filter((line) => line.kind === 'unmerged').map((line) => line.path))
  const found = changes.map((change) => ({
    change: readable({ ...change, status: statusOf(change, untracked, unmerged) }),
    patch: patchFor(change),
  }))
  return ok([...found, ...nested.map(withoutLines)])
}

type Compared = { head: string | null; untracked: string[]; wanted: Wanted }
type Printed = { changes: string; patches: string }

async function diffWith(
  git: Git,
  at: { folder: string; gitFolder: string },
  compared: Compared,
): Promise<Result<Printed, FaultOf<'git-failed'>>> {
  const scratch = await mkdtemp(join(tmpdir(), 'ikigai-index-'))
  try {
    const index = join(scratch, 'index')
    await copyIndex(join(at.gitFolder, 'index'), index)
    return await printedDiff(quietGit(git, at.folder, index), compared)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function printedDiff(quiet: Quiet, { head, untracked, wanted }: Compared) {
  const files = untracked.filter((path) => !path.endsWith('/'))
  if (files.length > 0) {
    const adding = ['add', '--intent-to-add', '--pathspec-from-file=-', '--pathspec-file-nul']
    const added = await quiet(adding, { stdin: files.join('\0'), env: { GIT_LITERAL_PATHSPECS: '1' } })
    if (!added.ok) return added
  }
  const empty = head === null ? await quiet(['hash-object', '-t', 'tree', '--stdin']) : ok(head)
  if (!empty.ok) return empty
  const diff = (args: readonly string[]) =>
    quiet([...quoted, 'diff', ...args, empty.value.trim(), '--'], { maxBytes: mostBytes })
  const changes = await diff(changeArguments)
  if (!changes.ok) return changes
  const patches = wanted === 'patches' ? await diff(patchesArguments) : ok('')
  return patches.ok ? ok({ changes: changes.value, patches: patches.value }) : patches
}

function statusOf({ path, status }: FileChange, untracked: Set<string>, unmerged: Set<string>): FileChange['status'] {
  if (unmerged.has(path)) return 'U'
  return status === 'A' && untracked.has(path) ? '?' : status
}

const decode = (path: string) => Buffer.from(path, 'latin1').toString()

const readable = (change: FileChange): FileChange => ({
  ...change,
  path: decode(change.path),
  from: change.from === null ? null : decode(change.from),
})

function withoutLines(line: StatusLine): FileDiff {
  const plain = { path: decode(line.path), from: null, added: null, removed: null }
  if (line.kind === 'untracked') return { change: { ...plain, status: '?' }, patch: '' }
  return { change: { ...plain, status: line.kind === 'unmerged' ? 'U' : line.missing ? 'D' : 'M' }, patch: '' }
}
