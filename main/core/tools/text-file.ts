import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { diskRefusal } from './disk-refusal.ts'
import type { Inside } from './inside.ts'
import type { Refusal } from './refusals.ts'

const largest = 4_000_000

/** Opens a file that is to be read: a device or a pipe is refused without waiting for it. */
export async function openFile(at: Inside, listed = false) {
  try {
    const handle = await open(at.real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const found = await handle.stat()
    if (found.isFile()) return ok({ handle, bytes: found.size })
    await handle.close()
    return fail(unfit(at, found.isDirectory(), listed))
  } catch (error) {
    const refusal = diskRefusal(at.name, error)
    return fail(refusal.kind === 'is-folder' ? { ...refusal, listed } : refusal)
  }
}

function unfit(at: Inside, isFolder: boolean, listed: boolean): Refusal {
  return isFolder ? { kind: 'is-folder', path: at.name, listed } : { kind: 'not-a-file', path: at.name }
}

/**
 * The whole text of a file that is small enough to be edited.
 *
 * Refuses whatever would not come out byte for byte when it is written again:
 * a byte order mark stays in the text as its first character.
 */
export async function readText(at: Inside): Promise<Result<string, Refusal>> {
  const opened = await openFile(at)
  if (!opened.ok) return opened
  const { handle, bytes } = opened.value
  try {
    if (bytes > largest) return fail({ kind: 'too-large', path: at.name, size: bytes, limit: largest })
    const content = await handle.readFile()
    if (content.includes(0)) return fail({ kind: 'binary', path: at.name })
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content))
  } catch (error) {
    if (error instanceof TypeError) return fail({ kind: 'not-utf8', path: at.name })
    return fail(diskRefusal(at.name, error))
  } finally {
    await handle.close()
  }
}
