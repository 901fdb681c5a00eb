import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { placesOf } from '../checked-out-at.ts'
import type { Git } from '../git.ts'
import { rebasedAt, underwayAt } from './underway.ts'

export type PlaceFault = FaultOf<'underway' | 'checked-out-twice' | 'git-failed'>

/**
 * Where a branch that is about to move is checked out now; null: nowhere.
 *
 * Refuses where somebody is in the middle of something with it, and where it is
 * checked out twice: one of the two would be left behind, with the reverse of
 * the change in its index. A worktree whose folder is gone counts for nothing.
 */
export async function targetPlace(
  git: Git,
  repository: string,
  branch: string,
): Promise<Result<string | null, PlaceFault>> {
  const rebased = await rebasedAt(repository, branch)
  if (rebased !== null) return fail({ kind: 'underway', path: rebased, what: 'rebase' })
  const places = await placesOf(git, repository, branch)
  if (!places.ok) return places
  const [at, other] = places.value
  if (at === undefined) return ok(null)
  if (other !== undefined) return fail({ kind: 'checked-out-twice', branch, paths: [at, other] })
  const what = await underwayAt(at)
  return what === null ? ok(at) : fail({ kind: 'underway', path: at, what })
}
