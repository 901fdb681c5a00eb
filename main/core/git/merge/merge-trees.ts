import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { lasting } from '../lasting.ts'
import type { Place } from './place.ts'

export type TreeMerge =
  /** The merged tree, in the object database and nowhere else. */
  | { kind: 'clean'; tree: string }
  /** The tree has the files in conflict with both sides in them. */
  | { kind: 'conflicts'; tree: string; files: string[] }
  /** No commit in common: git does not merge these unless told to. */
  | { kind: 'unrelated' }

const objectId = /^[0-9a-f]{40}([0-9a-f]{24})?$/

/**
 * Merges two commits as `git merge` would, without a worktree (git-merge-tree(1)).
 *
 * Exit 1 is a conflict only where an object id was printed: git 2.39 ends the
 * same way for a name that it does not know.
 */
export async function mergeTrees(
  git: Git,
  place: Place,
  ours: string,
  theirs: string,
  unrelated: 'refuse' | 'allow' = 'refuse',
): Promise<Result<TreeMerge, FaultOf<'git-failed'>>> {
  const allow = unrelated === 'allow' ? ['--allow-unrelated-histories'] : []
  const run = await git(
    place.folder,
    [...lasting, 'merge-tree', '--write-tree', '--name-only', '-z', '--no-messages', ...allow, ours, theirs],
    { env: place.env },
  )
  const [tree = '', ...files] = run.stdout.split('\0')
  if (run.exit === 0 && objectId.test(tree)) return ok({ kind: 'clean', tree })
  if (run.exit === 1 && objectId.test(tree)) {
    return ok({ kind: 'conflicts', tree, files: files.filter((file) => file !== '') })
  }
  const reason = reasonOf(run)
  if (/unrelated histories/.test(reason)) return ok({ kind: 'unrelated' })
  return fail({ kind: 'git-failed', verb: 'merge-tree', reason })
}
