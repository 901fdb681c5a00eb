import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, type Result } from '../../../preload/protocol/result.ts'
import type { Git } from './git.ts'
import { commonFolderOf } from './git-folder.ts'
import { patientGit } from './patient-git.ts'
import { processesWithOpen } from './processes.ts'

/**
 * Runs a job when all earlier ones of the same repository have ended, whichever
 * of its worktrees `directory` is, and answers as the job does.
 *
 * The job gets a git that waits for locks of others; where one stays, a job that
 * failed answers `lock-held`. A signal takes a job out of the queue (`stopped`)
 * and ends its waiting for locks; what a job has begun, it ends itself. A job
 * must not queue another one of its repository and wait for it.
 */
export type WriteQueue = <T, F>(
  directory: string,
  job: (git: Git) => Promise<Result<T, F>>,
  options?: { signal?: AbortSignal },
) => Promise<Result<T, F | FaultOf<'lock-held' | 'stopped'>>>

/** The one place for all writes to repositories. `patience`: for a lock of somebody else, in milliseconds. */
export function writeQueue(git: Git, { patience = 10_000 } = {}): WriteQueue {
  const last = new Map<string, Promise<unknown>>()
  let asking: Promise<unknown> = Promise.resolve()

  return async (directory, job, { signal } = {}) => {
    // one after another, so that jobs stay in the order in which they were given
    const begun = { yet: false }
    const key = asking.then(() => commonFolderOf(directory)).then((common) => common ?? directory)
    const queued = key.then((repository) => {
      const turn = (last.get(repository) ?? Promise.resolve()).then(() => {
        begun.yet = true
        return run(job, signal)
      })
      const ended = turn
        .catch(() => undefined)
        .then(() => {
          if (last.get(repository) === ended) last.delete(repository)
        })
      last.set(repository, ended)
      return { turn }
    })
    asking = queued
    const { turn } = await queued
    if (signal === undefined) return turn
    const { promise: left, resolve: leave } = Promise.withResolvers<Result<never, FaultOf<'stopped'>>>()
    const stop = () => {
      if (!begun.yet) leave(fail({ kind: 'stopped' }))
    }
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    return Promise.race([turn, left]).finally(() => signal.removeEventListener('abort', stop))
  }

  async function run<T, F>(
    job: (git: Git) => Promise<Result<T, F>>,
    signal: AbortSignal | undefined,
  ): Promise<Result<T, F | FaultOf<'lock-held' | 'stopped'>>> {
    if (signal?.aborted) return fail({ kind: 'stopped' })
    let held: string | null = null
    const gaveUp = (lock: string) => {
      held = lock
    }
    const result = await job(patientGit(git, { patience, gaveUp, ...(signal ? { signal } : {}) }))
    if (result.ok || held === null) return result
    const by = await processesWithOpen(held)
    return fail({ kind: 'lock-held', path: held, by: by.length > 0 ? by.join(', ') : null })
  }
}
