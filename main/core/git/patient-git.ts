import { type FSWatcher, watch } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Git, GitRun } from './git.ts'

export type Patience = {
  /** For each run of git, in milliseconds. */
  patience: number
  signal?: AbortSignal
  /** A lock outlasted the patience. */
  gaveUp: (lock: string) => void
}

/**
 * A git that waits for a lock that somebody else holds, and tries again as soon
 * as the lock goes: git itself fails at once, having done nothing.
 *
 * When it gives up, or is told not to try again (`again`), the answer is that of
 * the last try.
 */
export function patientGit(git: Git, { patience, signal, gaveUp }: Patience): Git {
  return async (directory, args, options) => {
    const until = performance.now() + patience
    for (;;) {
      const run = await git(directory, args, options)
      const lock = lockInTheWay(directory, run)
      if (lock === null) return run
      if (await isGone(lock, until - performance.now(), signal)) {
        if ((await options?.again?.()) === false) return run
        continue
      }
      if (!signal?.aborted) gaveUp(lock)
      return run
    }
  }
}

/** The lock file that git says it could not make; null: it did not fail, or for another reason. */
export function lockInTheWay(directory: string, run: GitRun): string | null {
  if (run.exit === 0) return null
  const file = /Unable to create '(.+?\.lock)': File exists/s.exec(run.stderr)?.[1]
  if (file !== undefined) return resolve(directory, file)
  const config = /could not lock config file (.+?): File exists/s.exec(run.stderr)?.[1]
  return config === undefined ? null : resolve(directory, `${config}.lock`)
}

/** Waits for a file to go, by watching its folder. False: it is still there when the time is over. */
async function isGone(file: string, within: number, signal: AbortSignal | undefined): Promise<boolean> {
  const { promise, resolve: settle } = Promise.withResolvers<boolean>()
  const look = () =>
    access(file).then(
      () => undefined,
      () => settle(true),
    )
  const stop = () => settle(false)
  let watcher: FSWatcher | null = null
  try {
    watcher = watch(dirname(file), { persistent: false }, look)
    watcher.on('error', look)
  } catch {
    // with its folder the lock is gone as well
  }
  const timer = setTimeout(stop, Math.max(0, within))
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  // it may have gone before the watching began
  await look()
  const gone = await promise
  clearTimeout(timer)
  signal?.removeEventListener('abort', stop)
  watcher?.close()
  return gone
}
