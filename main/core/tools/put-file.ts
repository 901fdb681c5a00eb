import { constants } from 'node:fs'
import { access, mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { codeOf, diskRefusal } from './disk-refusal.ts'
import type { Inside } from './inside.ts'
import type { Refusal } from './refusals.ts'

/**
 * Puts text into a file in one step: whoever reads it sees the old or the new, and so does a power cut.
 *
 * Makes the folders on the way and keeps the mode of a file that is there.
 */
export async function putFile(at: Inside, text: string): Promise<Result<void, Refusal>> {
  try {
    if (!(await mayReplace(at.real))) return fail({ kind: 'not-a-file', path: at.name })
    await mkdir(path.dirname(at.real), { recursive: true })
    // The package writes what it is given with one call and takes a short write, as on a full disk, for success.
    const tmpfileCreated = (temporary: string) => writeFile(temporary, text)
    await writeFileAtomic(at.real, undefined, { tmpfileCreated })
    return ok(undefined)
  } catch (error) {
    const refusal = diskRefusal(at.name, error)
    const reason = 'its folder does not exist any more'
    return fail(refusal.kind === 'not-found' ? { kind: 'disk-failed', path: at.name, reason } : refusal)
  }
}

/** False for a device or a pipe. Throws for a folder, and for a file that may not be written: renaming would get past that. */
async function mayReplace(real: string): Promise<boolean> {
  try {
    const found = await stat(real)
    if (found.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR', errno: -21 })
    await access(real, constants.W_OK)
    return found.isFile()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true
    throw error
  }
}

const last = new Map<string, Promise<unknown>>()

/** Runs `change` once all earlier changes of the same real path are done, in whichever agent they were made. */
export async function inTurn<T>(real: string, change: () => Promise<T>): Promise<T> {
  const turn = (last.get(real) ?? Promise.resolve()).then(change, change)
  last.set(real, turn)
  try {
    return await turn
  } finally {
    if (last.get(real) === turn) last.delete(real)
  }
}
