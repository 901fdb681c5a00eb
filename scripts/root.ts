import { resolve } from 'node:path'

/** The checkout. */
export const root = resolve(import.meta.dirname, '..')

/** The folder that the person started from; npm changes to the checkout and leaves theirs in INIT_CWD. */
export function startedFrom(environment: NodeJS.ProcessEnv): string {
  const byNpm = environment.npm_lifecycle_event !== undefined && environment.INIT_CWD !== undefined
  return (byNpm && environment.INIT_CWD) || process.cwd()
}
