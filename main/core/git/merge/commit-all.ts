import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, type GitRun, reasonOf } from '../git.ts'
import { gitFolderOf } from '../git-folder.ts'
import { copyIndex } from '../index-copy.ts'
import { lasting } from '../lasting.ts'
import { conflictsLeft } from './conflicts-left.ts'
import { failedHook } from './failed-hook.ts'
import { hookReason } from './hook-files.ts'
import { restoreIndex } from './restore-index.ts'
import { type CommitFault, commitFault } from './write-commit.ts'

type CommitAllFault =
  | CommitFault
  | FaultOf<'nothing-to-commit' | 'hook-failed' | 'conflicts-left' | 'not-a-repository' | 'lock-held'>

/**
 * Commits everything in a worktree, untracked files included, and answers with
 * the new commit. Ends a merge that is under way, unless conflict markers are
 * left in the files it is about.
 *
 * Where there is no commit in the end, what was staged is as it was before. A
 * hook that changed files has changed them.
 */
export async function commitAll(git: Git, folder: string, message: string): Promise<Result<string, CommitAllFault>> {
  const gitFolder = await gitFolderOf(folder)
  if (gitFolder === null) return fail({ kind: 'not-a-repository', path: folder })
  const left = await conflictsLeft(git, folder)
  if (left.length > 0) return fail({ kind: 'conflicts-left', path: folder, files: left })

  const scratch = await mkdtemp(join(tmpdir(), 'ikigai-commit-'))
  try {
    const kept = join(scratch, 'index')
    await copyIndex(join(gitFolder, 'index'), kept)
    const done = await addAndCommit(git, { folder, gitFolder, message, trace: join(scratch, 'trace') })
    if (done.ok) return done
    const restored = await restoreIndex(gitFolder, kept)
    return restored.ok ? done : restored
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function addAndCommit(
  git: Git,
  at: { folder: string; gitFolder: string; message: string; trace: string },
): Promise<Result<string, CommitAllFault>> {
  const added = await git(at.folder, [...lasting, 'add', '--all'])
  if (added.exit !== 0) return fail({ kind: 'git-failed', verb: 'add', reason: reasonOf(added) })
  const run = await git(at.folder, [...lasting, '-c', 'i18n.commitEncoding=UTF-8', 'commit', '--file=-'], {
    stdin: at.message,
    env: { GIT_TRACE2_EVENT: at.trace, GIT_EDITOR: ':' },
    maxBytes: 256 * 1024,
  })
  if (run.exit !== 0) return fail(await whyNot(at.folder, at.trace, run))
  const head = await git(at.folder, ['rev-parse', 'HEAD'])
  return ok(head.stdout.trim())
}

async function whyNot(folder: string, trace: string, run: GitRun): Promise<CommitAllFault> {
  const hook = await failedHook(trace)
  if (hook !== null) return { kind: 'hook-failed', hook, reason: hookReason(run) }
  if (/nothing (added )?to commit|working tree clean/.test(run.stdout))
    return { kind: 'nothing-to-commit', path: folder }
  return commitFault('commit', run)
}
