import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'

export type AheadBehind = { ahead: number; behind: number }

/** Counts the commits between two commits, given by their ids. */
export type CountAheadBehind = (
  git: Git,
  directory: string,
  head: string,
  base: string,
) => Promise<Result<AheadBehind, FaultOf<'git-failed'>>>

const kept = 200

/**
 * A counter that remembers its last few answers: two ids always have the same.
 * The walk is what costs, as far as the two are apart.
 */
export function aheadBehindCache(): CountAheadBehind {
  const known = new Map<string, AheadBehind>()
  return async (git, directory, head, base) => {
    if (head === base) return ok({ ahead: 0, behind: 0 })
    const pair = `${head}...${base}`
    const found = known.get(pair)
    if (found) return ok(found)
    const run = await git(directory, ['rev-list', '--left-right', '--count', pair, '--'])
    const [, ahead, behind] = /^(\d+)\t(\d+)/.exec(run.stdout) ?? []
    if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'rev-list', reason: reasonOf(run) })
    const counted = { ahead: Number(ahead), behind: Number(behind) }
    known.set(pair, counted)
    const [oldest] = known.keys()
    if (known.size > kept && oldest !== undefined) known.delete(oldest)
    return ok(counted)
  }
}
