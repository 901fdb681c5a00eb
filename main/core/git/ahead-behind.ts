import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { AheadBehind, GitReads } from './reads/git-reads.ts'

/** Counts the commits between two commits, given by their ids. */
export type CountAheadBehind = (
  reads: GitReads,
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
  return async (reads, directory, head, base) => {
    if (head === base) return ok({ ahead: 0, behind: 0 })
    const pair = `${head}...${base}`
    const found = known.get(pair)
    if (found) return ok(found)
    const counted = await reads.aheadBehind(directory, { head, base })
    if (!counted.ok) return counted
    known.set(pair, counted.value)
    const [oldest] = known.keys()
    if (known.size > kept && oldest !== undefined) known.delete(oldest)
    return counted
  }
}
