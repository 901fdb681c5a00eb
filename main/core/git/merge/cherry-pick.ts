import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { branchIds } from './branch-ids.ts'
import { type LandFault, moveForward } from './land.ts'
import { mergeSettings } from './merge-settings.ts'
import { withPlace } from './place.ts'
import { replay } from './replay.ts'
import { type ReplayCommit, replayList } from './replay-list.ts'
import { type PlaceFault, targetPlace } from './target-place.ts'
import type { CommitFault } from './write-commit.ts'

export type Picked = {
  onto: string
  before: string
  /** The same as `before` where every commit was empty. */
  after: string
  /** Ids of the commits that were picked, oldest first. */
  picked: string[]
  /** Ids of those that were left out because the branch has their changes. */
  empty: string[]
}

type PickFault =
  | CommitFault
  | LandFault
  | PlaceFault
  | FaultOf<'branch-missing' | 'commit-missing' | 'pick-is-merge' | 'merge-conflicts' | 'not-a-repository'>

/**
 * Copies commits onto a branch, all or none, wherever the branch is checked
 * out. `commits` are names or ranges `a..b`, picked in the order given; those
 * of a range oldest first.
 */
export async function cherryPick(
  git: Git,
  { repository, commits, onto }: { repository: string; commits: readonly string[]; onto: string },
): Promise<Result<Picked, PickFault>> {
  const list = await resolveCommits(git, repository, commits)
  if (!list.ok) return list
  const ids = await branchIds(git, repository, [onto])
  if (!ids.ok) return ids
  const [before = ''] = ids.value
  const at = await targetPlace(git, repository, onto)
  if (!at.ok) return at
  const folder = at.value ?? repository
  const { sign } = await mergeSettings(git, folder, onto)

  const done = await withPlace(git, { repository, targetAt: at.value, targetId: before }, (place) =>
    replay(git, {
      ...{ folder, place, onto: before, commits: list.value },
      ...{ keepInPlace: false, keepEmpty: false, write: { sign } },
    }),
  )
  if (!done.ok) {
    if (done.fault.kind !== 'replay-conflicts') return fail(done.fault)
    const { files, subject } = done.fault
    return fail({ kind: 'merge-conflicts', source: commits.join(' '), target: onto, files, commit: subject })
  }
  const { tip, empty } = done.value
  const picked = list.value.map(({ id }) => id).filter((id) => !empty.includes(id))
  const value = { onto, before, after: tip, picked, empty }
  if (tip === before) return ok(value)
  const landed = await moveForward(git, at.value, {
    repository,
    branch: onto,
    before,
    after: tip,
    action: 'cherry-pick',
    merge: null,
  })
  return landed.ok ? ok(value) : landed
}

async function resolveCommits(
  git: Git,
  repository: string,
  names: readonly string[],
): Promise<Result<ReplayCommit[], FaultOf<'commit-missing' | 'pick-is-merge'>>> {
  const all: ReplayCommit[] = []
  for (const name of names) {
    const range = name.includes('..') ? ['--reverse', '--topo-order'] : ['--no-walk']
    const found = await replayList(git, repository, [...range, '--end-of-options', name, '--'])
    if (!found.ok || found.value.length === 0) return fail({ kind: 'commit-missing', name })
    const merge = found.value.find((commit) => commit.merge)
    if (merge) return fail({ kind: 'pick-is-merge', commit: merge.id })
    all.push(...found.value)
  }
  return ok(all)
}
