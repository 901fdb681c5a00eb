import { type BigIntStats, lstatSync } from 'node:fs'
import { lstat, open } from 'node:fs/promises'

/** All by which a file system tells that a file was changed or replaced. */
export function signatureOf(found: BigIntStats): string {
  return [found.dev, found.ino, found.mode, found.size, found.mtimeNs, found.ctimeNs].join(':')
}

/** The later of a file's times, in milliseconds. */
export function newestOf({ mtimeNs, ctimeNs }: BigIntStats): number {
  return Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n)
}

/**
 * What tells one index from another: the file's signature, and the checksum at
 * its end (gitformat-index(5)), for two that were written in one instant.
 */
export async function indexSignature(file: string): Promise<string> {
  const handle = await open(file, 'r').catch(() => null)
  if (handle === null) return 'none'
  try {
    const found = await handle.stat({ bigint: true })
    const end = Buffer.alloc(32)
    await handle.read(end, 0, end.length, Math.max(0, Number(found.size) - end.length))
    return `${signatureOf(found)}:${end.toString('hex')}`
  } finally {
    await handle.close()
  }
}

/** Null where there is no file. */
export async function fileSignature(file: string): Promise<string | null> {
  const found = await lstat(file, { bigint: true }).catch(() => null)
  return found && signatureOf(found)
}

/**
 * The file at a path given byte for byte as latin1, below `top`; null: nothing is
 * there. Git has just asked about it, so that the answer is in memory: to have
 * another thread ask would take five times as long.
 */
export async function lookAt(top: string, path: string): Promise<BigIntStats | null> {
  try {
    return lstatSync(diskPath(top, path), { bigint: true, throwIfNoEntry: false }) ?? null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // node:fs throws nothing else
    // below a link that leads to itself there is nothing either
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return null
    throw error
  }
}

/** A path given byte for byte as latin1, as the file system takes it. */
export function diskPath(top: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${top}/`), Buffer.from(path, 'latin1')])
}

/** A path given byte for byte as latin1, for people. */
export function readable(path: string): string {
  return Buffer.from(path, 'latin1').toString()
}
