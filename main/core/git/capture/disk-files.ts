import { createHash } from 'node:crypto'
import { type BigIntStats, createReadStream, readFileSync } from 'node:fs'
import { readFile, readlink } from 'node:fs/promises'
import { inParallel } from '../in-parallel.ts'
import type { TreeEntry } from '../status-lines.ts'
import { isSettled } from './clock.ts'
import type { KnownFile, Notes } from './notes.ts'
import { diskPath, lookAt, newestOf, signatureOf } from './signature.ts'

/** A blob's content, from memory or, where it is large, from the file that had it when it was hashed. */
export type Content = { bytes: Buffer } | { file: Buffer; size: number }

export type DiskFile =
  /** `content`: null where the repository has it already. */
  | { kind: 'file'; entry: TreeEntry; content: Content | null; note: KnownFile }
  | { kind: 'gone' }
  | { kind: 'left'; why: 'too-large'; bytes: number }
  | { kind: 'left'; why: 'unreadable' | 'nested-repository' }

export type Reading = {
  top: string
  /** git's hash for objects in this repository. */
  hash: 'sha1' | 'sha256'
  largest: number
  notes: Notes
  /** The file system's time before this. */
  clock: number
  /** Whether the executable bit of a new file counts (core.fileMode). */
  modes: () => Promise<boolean>
}

/** In place of a signature: the next look has to read the file. */
const toBeRead = ''

/** What stays in memory between hashing and storing; the rest is read twice. */
const held = 64 * 1024 * 1024
const mostHeld = 1024 * 1024
/** To have another thread read so many bytes takes longer than to read them. */
const small = 64 * 1024

/**
 * Reads files as they are, byte for byte: no line end is changed and no filter
 * runs. `mode` is what git says of a file that it knows, null for a new one.
 */
export async function readFiles(
  reading: Reading,
  wanted: readonly { path: string; mode: string | null }[],
): Promise<Map<string, DiskFile>> {
  const room = { left: held }
  const found = await inParallel(wanted, 8, ({ path, mode }) => readOne(reading, path, mode, room))
  return new Map(wanted.map(({ path }, at) => [path, found[at] ?? { kind: 'gone' }]))
}

async function readOne(
  reading: Reading,
  path: string,
  mode: string | null,
  room: { left: number },
  tries = 3,
): Promise<DiskFile> {
  try {
    const before = await lookAt(reading.top, path)
    if (before === null) return { kind: 'gone' }
    if (before.isDirectory()) return { kind: 'left', why: 'nested-repository' }
    if (!before.isFile() && !before.isSymbolicLink()) return { kind: 'left', why: 'unreadable' }
    const size = Number(before.size)
    if (size > reading.largest && before.isFile()) return { kind: 'left', why: 'too-large', bytes: size }
    const entryMode = await modeOf(reading, before, mode)
    const stat = signatureOf(before)
    const known = reading.notes.files.get(path)
    if (known?.stat === stat) {
      return { kind: 'file', entry: { mode: entryMode, id: known.id }, content: null, note: known }
    }
    const { id, content } = await hashed(reading, path, before, room)
    // what changes while it is read has a new time, and what has changed just before is read again next time
    const after = isSettled(newestOf(before), reading.clock) ? await lookAt(reading.top, path) : null
    const isSame = after !== null && signatureOf(after) === stat
    const note = { stat: isSame ? stat : toBeRead, id }
    return { kind: 'file', entry: { mode: entryMode, id }, content: known?.id === id ? null : content, note }
  } catch (error) {
    if (error instanceof FileMoved) {
      return tries > 1 ? readOne(reading, path, mode, room, tries - 1) : { kind: 'left', why: 'unreadable' }
    }
    const { code } = error as NodeJS.ErrnoException // node:fs throws nothing else
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'gone' } : { kind: 'left', why: 'unreadable' }
  }
}

async function modeOf(reading: Reading, found: BigIntStats, known: string | null): Promise<string> {
  if (found.isSymbolicLink()) return '120000'
  // a link is a file where the file system has none (core.symlinks)
  if (known !== null) return known
  const isProgram = (found.mode & 0o100n) !== 0n && process.platform !== 'win32'
  return isProgram && (await reading.modes()) ? '100755' : '100644'
}

async function hashed(
  { top, hash }: Reading,
  path: string,
  found: BigIntStats,
  room: { left: number },
): Promise<{ id: string; content: Content }> {
  const file = diskPath(top, path)
  if (found.isSymbolicLink()) {
    const bytes = await readlink(file, 'buffer')
    return { id: blobId(hash, bytes), content: { bytes } }
  }
  const size = Number(found.size)
  if (size <= mostHeld && size <= room.left) {
    room.left -= size
    const bytes = size <= small ? readFileSync(file) : await readFile(file)
    return { id: blobId(hash, bytes), content: { bytes } }
  }
  const sum = createHash(hash).update(headerOf(size))
  for await (const piece of readExactly(file, size)) sum.update(piece)
  return { id: sum.digest('hex'), content: { file, size } }
}

const headerOf = (size: number) => `blob ${size}\0`

/** The object id that git gives to a blob of these bytes. */
export function blobId(hash: 'sha1' | 'sha256', bytes: Buffer): string {
  return createHash(hash).update(headerOf(bytes.length)).update(bytes).digest('hex')
}

/** A file was changed between two readings. */
export class FileMoved extends Error {}

/** The first bytes of a file; throws where it has become shorter. */
async function* readExactly(file: Buffer, size: number): AsyncGenerator<Buffer> {
  let left = size
  for await (const piece of createReadStream(file, { end: size - 1, highWaterMark: 256 * 1024 })) {
    left -= (piece as Buffer).length
    yield piece as Buffer
  }
  if (left !== 0) throw new FileMoved()
}

/** What a blob consists of. Throws where the file that had it is another one by now. */
export async function* bytesOf(content: Content, hash: 'sha1' | 'sha256', id: string): AsyncGenerator<Buffer> {
  if ('bytes' in content) {
    yield content.bytes
    return
  }
  const sum = createHash(hash).update(headerOf(content.size))
  for await (const piece of readExactly(content.file, content.size)) {
    sum.update(piece)
    yield piece
  }
  if (sum.digest('hex') !== id) throw new FileMoved()
}
