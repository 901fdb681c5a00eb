import { getSystemErrorMessage } from 'node:util'
import type { Refusal } from './refusals.ts'

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ELOOP: 'its links lead in a circle',
}

/**
 * What the file system's error means to the model.
 *
 * Throws on what is no such error: that is a bug, and the door's to handle.
 */
export function diskRefusal(path: string, error: unknown): Refusal {
  if (!isDiskError(error)) throw error
  if (error.code === 'ENOENT') return { kind: 'not-found', path, near: [] }
  if (error.code === 'EISDIR') return { kind: 'is-folder', path, listed: false }
  const reason = reasons[error.code] ?? `${getSystemErrorMessage(error.errno)} (${error.code})`
  return { kind: 'disk-failed', path, reason }
}

/** The code of a file system's error, such as `ENOENT`; null for any other. */
export function codeOf(error: unknown): string | null {
  return isDiskError(error) ? error.code : null
}

function isDiskError(error: unknown): error is Error & { code: string; errno: number } {
  return error instanceof Error && 'errno' in error && 'code' in error && typeof error.code === 'string'
}
