import type { Log } from '../core/ports.ts'

export type End = {
  /** Settles when the host is to end: by a signal, or by the page. */
  asked: Promise<void>
  quit: () => void
}

/**
 * One wish to end may arrive as several signals: a terminal sends Ctrl+C to npm
 * and to us, npm passes it on, and conf's file library raises it once more.
 */
const sameWishMs = 1000

/** Ends on SIGINT, SIGTERM and SIGHUP. Asked again a while later, it does not wait for a clean end. */
export function awaitEnd(): End {
  const { promise, resolve } = Promise.withResolvers<void>()
  let since: number | null = null
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      since ??= Date.now()
      if (Date.now() - since > sameWishMs) process.exit(130)
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
