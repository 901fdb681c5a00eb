import { explain } from '../../../../preload/protocol/explain.ts'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { type Reader, readNames } from '../../../../preload/protocol/reader.ts'
import type { Result } from '../../../../preload/protocol/result.ts'
import type { GitReads, LogFault } from './git-reads.ts'

/** Reads that answer null where the question is better left to git. */
export type FastGitReads = {
  [Name in keyof GitReads]?: (
    ...asked: Parameters<GitReads[Name]>
  ) => Promise<Awaited<ReturnType<GitReads[Name]>> | null>
}

/** Another reader, loaded into this process, with the reads in which it is faster than git. */
export type FastReads = {
  name: string
  reads: FastGitReads
  /** Sees to it that it is not loaded again: it failed. */
  giveUp(reason: string): void
}

/** Who reads from now on, and where that is because another has failed, how. */
export type ReaderNews = { reader: Reader; failed: FaultOf<'reader-failed'> | null }

/** Looks for another reader. `why`: there is one, and it cannot be used. */
export type LoadReads = () => Promise<FastReads | { why: string } | null>

/**
 * Reads by another reader where it is there and has the read, else by git.
 *
 * Where it throws, or fails at a read that git then answers, git answers all
 * from then on; whoever asked gets git's answer. `tell` hears who reads.
 */
export function chooseReads(system: GitReads, load: LoadReads, tell: (news: ReaderNews) => void): GitReads {
  let fast: FastReads | null = null
  void load().then((found) => {
    if (found === null) return
    if ('why' in found) return tell({ reader: { name: 'git', why: found.why }, failed: null })
    fast = found
    const reads = readNames.filter((read) => found.reads[read] !== undefined)
    tell({ reader: { name: found.name, reads }, failed: null })
  })
  const drop = (failed: FastReads, reason: string) => {
    if (fast === null) return
    fast = null
    failed.giveUp(reason)
    const { name } = failed
    tell({ reader: { name: 'git', why: `${name} failed: ${reason}` }, failed: { kind: 'reader-failed', name, reason } })
  }

  /** One read of the two readers. */
  function either<A extends unknown[], R extends Result<unknown, LogFault>>(
    slow: (...asked: A) => Promise<R>,
    quickOf: (reads: FastGitReads) => ((...asked: A) => Promise<R | null>) | undefined,
  ): (...asked: A) => Promise<R> {
    return async (...asked) => {
      const reader = fast
      const quick = reader && quickOf(reader.reads)
      if (!quick) return slow(...asked)
      const answer = await settled(quick(...asked))
      if (answer.ok && answer.value?.ok) return answer.value
      const instead = await slow(...asked)
      if (!answer.ok) drop(reader, answer.reason)
      // where git cannot answer either, nothing is wrong with the reader
      else if (answer.value !== null && instead.ok) drop(reader, faultWords(answer.value))
      return instead
    }
  }
  return {
    status: either(system.status, ({ status }) => status),
    refs: either(system.refs, ({ refs }) => refs),
    aheadBehind: either(system.aheadBehind, ({ aheadBehind }) => aheadBehind),
    mergeBase: either(system.mergeBase, ({ mergeBase }) => mergeBase),
    branches: either(system.branches, ({ branches }) => branches),
    log: either(system.log, ({ log }) => log),
  }
}

function settled<R>(answer: Promise<R>): Promise<{ ok: true; value: R } | { ok: false; reason: string }> {
  return answer.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
  )
}

const faultWords = (answer: Result<unknown, LogFault>) => (answer.ok ? '' : explain(answer.fault))
