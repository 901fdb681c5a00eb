import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { FileChange } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { gitFolderOf } from '../git-folder.ts'
import { copyIndex } from '../index-copy.ts'
import { type Quiet, quietGit } from '../quiet-git.ts'
import { parseStatus, type StatusLine, statusArguments } from '../status-lines.ts'
import { changeArguments, parseChanges } from './file-changes.ts'

/**
 * All work in a worktree that is not committed, untracked files included, with
 * the lines that a commit of everything would add and remove.
 *
 * The lines come from `git diff` through a copy of the index that knows the
 * untracked files (`add --intent-to-add`), so that a moved file is a rename.
 * Nothing is staged and no content is written.
 */
export async function changesAt(
  git: Git,
  folder: string,
): Promise<Result<FileChange[], FaultOf<'git-failed' | 'worktree-gone'>>> {
  const gitFolder = await gitFolderOf(folder)
  if (gitFolder === null) return fail({ kind: 'worktree-gone', path: folder })
  const run = await git(folder, statusArguments, { encoding: 'latin1' })
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'status', reason: reasonOf(run) })
  const { lines, head } = parseStatus(run.stdout)
  if (lines.length === 0) return ok([])
  const untracked = new Set(lines.filter((line) => line.kind === 'untracked').map((line) => line.path))
  const diff = await diffWith(git, { folder, gitFolder }, head, [...untracked])
  // a file that went away meanwhile, say: which files there are is known without their lines
  if (!diff.ok) return ok(lines.map(withoutLines))
  const changes = parseChanges(diff.value)
  const shown = new Set(changes.flatMap((change) => [change.path, change.from]))
  // git does not look into repositories that lie in this one
  const nested = lines.filter((line) => line.kind === 'untracked' && !shown.has(line.path))
  const unmerged = new Set(lines.filter((line) => line.kind === 'unmerged').map((line) => line.path))
  const found = changes.map((change) => ({ ...change, status: statusOf(change, untracked, unmerged) }))
  return ok([...found.map(readable), ...nested.map(withoutLines)])
}

async function diffWith(
  git: Git,
  at: { folder: string; gitFolder: string },
  head: string | null,
  untracked: string[],
): Promise<Result<string, FaultOf<'git-failed'>>> {
  const scratch = await mkdtemp(join(tmpdir(), 'ikigai-index-'))
  try {
    const index = join(scratch, 'index')
    await copyIndex(join(at.gitFolder, 'index'), index)
    return await printedDiff(quietGit(git, at.folder, index), head, untracked)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function printedDiff(quiet: Quiet, head: string | null, untracked: string[]) {
  const files = untracked.filter((path) => !path.endsWith('/'))
  if (files.length > 0) {
    const adding = ['add', '--intent-to-add', '--pathspec-from-file=-', '--pathspec-file-nul']
    const added = await quiet(adding, { stdin: files.join('\0'), env: { GIT_LITERAL_PATHSPECS: '1' } })
    if (!added.ok) return added
  }
  const empty = head === null ? await quiet(['hash-object', '-t', 'tree', '--stdin']) : ok(head)
  return empty.ok ? quiet(['diff', ...changeArguments, empty.value.trim(), '--']) : empty
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

function withoutLines(line: StatusLine): FileChange {
  const path = decode(line.path)
  const plain = { path, from: null, added: null, removed: null }
  if (line.kind === 'untracked') return { ...plain, status: '?' }
  return { ...plain, status: line.kind === 'unmerged' ? 'U' : line.missing ? 'D' : 'M' }
}
