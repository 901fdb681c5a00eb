import { accessSync, chmodSync, constants, mkdirSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { FaultOf } from '../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../preload/protocol/result.ts'

/** The data folder: `IKIGAI_HOME`, else `~/.ikigai`. */
export function homeOf(environment: Readonly<Record<string, string | undefined>>, cwd: string): string {
  const named = environment.IKIGAI_HOME
  return named ? resolve(cwd, named) : join(homedir(), '.ikigai')
}

/**
 * Makes the data folder ready for writing, for its owner alone.
 *
 * The mode of a folder that was there with other things in it is left alone:
 * IKIGAI_HOME may name a folder that is not only ours.
 */
export function makeHome(path: string): Result<void, FaultOf<'home-unwritable'>> {
  try {
    const made = mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    if (made === undefined && isOurs(readdirSync(path))) chmodSync(path, 0o700)
    mkdirSync(join(path, 'logs'), { recursive: true, mode: 0o700 })
    return ok(undefined)
  } catch (error) {
    return fail({ kind: 'home-unwritable', path, reason: error instanceof Error ? error.message : String(error) })
  }
}

function isOurs(names: string[]): boolean {
  return names.length === 0 || names.includes('logs')
}
