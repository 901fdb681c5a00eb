import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { gitFolderOf } from '../git-folder.ts'
import { outlastingGits } from '../live-gits.ts'
import { branchIds } from './branch-ids.ts'
import {
  type Circumstances,
  endLanding,
  forgetLanding,
  type Landing,
  openLandings,
  type Settled,
  type SettleFault,
} from './landing.ts'
import { complete, rollBack } from './roll-back.ts'
import { touchedBetween } from './touched.ts'

/**
 * Ends a landing that broke off: where its branch has moved it is complete,
 * where it has not, files and index go back to how they were, to the byte.
 *
 * A landing that cannot be settled keeps its record. Broken off itself, this
 * does the rest the next time.
 */
export async function settleLanding(
  git: Git,
  landing: Landing,
  circumstances: Circumstances,
): Promise<Result<Settled, SettleFault>> {
  const { worktree, before, after, folder } = landing
  const first = await placeOf(git, landing)
  const own = { verbs: ['merge', 'checkout'], word: after, worktree }
  const by = first.ok && first.value === 'before' ? await outlastingGits(own) : []
  if (by.length > 0) return fail({ kind: 'worktree-busy', path: worktree, by: by.join(', ') })
  // the git that was waited for may have moved it
  const place = await placeOf(git, landing)
  if (!place.ok) return place
  if (place.value === 'elsewhere') {
    await forgetLanding(folder)
    return ok({ kind: 'moved-on' })
  }
  const touched = await touchedBetween(git, worktree, before, after)
  if (!touched.ok) return touched
  const settle = place.value === 'after' ? complete : rollBack
  try {
    const settled = await settle(git, landing, touched.value, circumstances)
    if (settled.ok) await endLanding(landing, touched.value)
    return settled
  } catch (error) {
    return fail({ kind: 'store-failed', reason: (error as Error).message }) // node:fs throws nothing else
  }
}

/** Ends all landings of a repository that broke off with the app that began them. To be run where nothing else writes to it. */
export async function settleLandings(
  git: Git,
  repository: string,
  bootedAt: number,
): Promise<{ landing: Landing; settled: Result<Settled, SettleFault> }[]> {
  const all = []
  for (const landing of await openLandings(repository)) {
    all.push({ landing, settled: await settleLanding(git, landing, { killed: true, bootedAt }) })
  }
  return all
}

type Place = 'before' | 'after' | 'elsewhere'

/** Where the branch is, which the worktree must have checked out still. */
async function placeOf(git: Git, landing: Landing): Promise<Result<Place, FaultOf<'git-failed'>>> {
  const { worktree, branch, before, after } = landing
  if ((await gitFolderOf(worktree)) === null) return ok('elsewhere')
  const head = await git(worktree, ['symbolic-ref', '--quiet', 'HEAD'])
  // 1: it is on no branch. Anything else says nothing about where it is
  if (head.exit > 1) return fail({ kind: 'git-failed', verb: 'symbolic-ref', reason: reasonOf(head) })
  if (head.stdout.trim() !== `refs/heads/${branch}`) return ok('elsewhere')
  const at = await branchIds(git, worktree, [branch])
  if (!at.ok) return fail({ kind: 'git-failed', verb: 'rev-parse', reason: `'${branch}' cannot be read` })
  const [id] = at.value
  if (id === after) return ok('after')
  return ok(id === before ? 'before' : 'elsewhere')
}
