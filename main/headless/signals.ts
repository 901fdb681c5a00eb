import type { Log } from '../core/ports.ts'

export type End = {
  /** Settles when the host is to end: by a signal, or by the page. */
  asked: Promise<void>
  quit: () => void
}

/** Ends on SIGINT, SIGTERM and SIGHUP. A second signal does not wait for a clean end. */
export function awaitEnd(): End {
  const { promise, resolve } = Promise.withResolvers<void>()
  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(130)
      ending = true
      resolve()
    })
  }
  return { asked: promise, quit: resolve }
}

/** Exceptions that nothing caught are bugs: they are logged, and the agents of everyone else go on. */
export function guardProcess(log: Log): void {
  process.on('uncaughtException', (error) => log({ level: 'error', message: 'uncaught exception', error }))
  // a terminal that went away must not end the host
  process.stdout.on('error', () => undefined)
}
