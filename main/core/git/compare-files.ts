import type { Stats } from 'node:fs'
import { type FileHandle, lstat, open, readlink } from 'node:fs/promises'

type Place = string | Buffer

const chunk = 64 * 1024
/** A write that breaks off ends at a multiple of this; where a person cuts a text short, it is rarely one. */
const sector = 512

/**
 * How a file stands to the one that was being written there: the `same`; `torn`,
 * its first sectors or none, perhaps with zeros behind, as a kill or a power cut
 * leaves it; or `other`. Neither may be missing.
 */
export async function compareFiles(file: Place, whole: Place): Promise<'same' | 'torn' | 'other'> {
  const [a, b] = await Promise.all([lstat(file), lstat(whole)])
  if (a.ino === b.ino && a.dev === b.dev) return 'same'
  if (a.isSymbolicLink() && b.isSymbolicLink()) return (await sameLink(file, whole)) ? 'same' : 'other'
  if (!a.isFile() || !b.isFile() || a.size > b.size) return 'other'
  const bytes = await compareBytes(file, whole)
  if (bytes === 'begun') return a.size % sector === 0 ? 'torn' : 'other'
  return bytes === 'same' && isProgram(a) !== isProgram(b) ? 'other' : bytes
}

const isProgram = ({ mode }: Stats) => (mode & 0o100) !== 0

const sameLink = async (a: Place, b: Place) => (await readlink(a, 'latin1')) === (await readlink(b, 'latin1'))

type Bytes = 'same' | 'begun' | 'torn' | 'other'

async function compareBytes(file: Place, whole: Place): Promise<Bytes> {
  const a = await open(file)
  try {
    const b = await open(whole)
    try {
      return await compareOpen(a, b)
    } finally {
      await b.close()
    }
  } finally {
    await a.close()
  }
}

async function compareOpen(a: FileHandle, b: FileHandle): Promise<Bytes> {
  let zeros = false
  for (;;) {
    const [mine, theirs] = await Promise.all([read(a), read(b)])
    const shared = theirs.subarray(0, mine.length)
    const from: number = zeros ? 0 : firstDifference(mine, shared)
    if (mine.subarray(from).some((byte) => byte !== 0)) return 'other'
    zeros ||= from < mine.length
    if (mine.length === chunk) continue
    if (zeros) return 'torn'
    return theirs.length > mine.length ? 'begun' : 'same'
  }
}

function firstDifference(a: Buffer, b: Buffer): number {
  if (a.equals(b)) return a.length
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at < 0 ? a.length : at
}

/** The next bytes; fewer than a chunk only at the end of the file. */
async function read(file: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(chunk)
  let length = 0
  while (length < chunk) {
    const { bytesRead } = await file.read(buffer, length, chunk - length, null)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}
