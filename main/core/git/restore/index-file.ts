import { createHash } from 'node:crypto'
import type { TreeEntry } from '../status-lines.ts'

/**
 * An index of these files, none of which git knows on disk: what
 * `update-index --index-info` would make, without another run of git
 * (gitformat-index(5), version 2). Paths are latin1, byte for byte.
 */
export function indexFile(files: readonly { path: string; entry: TreeEntry }[], hash: 'sha1' | 'sha256'): Buffer {
  const header = Buffer.from('DIRC\0\0\0\x02\0\0\0\0', 'latin1')
  header.writeUInt32BE(files.length, 8)
  // git sorts by bytes, which in latin1 are the characters
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const content = Buffer.concat([header, ...sorted.map(({ path, entry }) => entryOf(path, entry))])
  return Buffer.concat([content, createHash(hash).update(content).digest()])
}

function entryOf(path: string, { mode, id }: TreeEntry): Buffer {
  const fixed = Buffer.alloc(40)
  fixed.writeUInt32BE(Number.parseInt(mode, 8), 24)
  const name = Buffer.from(path, 'latin1')
  const flags = Buffer.alloc(2)
  flags.writeUInt16BE(Math.min(name.length, 0xfff))
  const start = Buffer.concat([fixed, Buffer.from(id, 'hex'), flags, name])
  // at least one zero ends the name, and each entry is a multiple of eight bytes long
  return Buffer.concat([start, Buffer.alloc(8 - (start.length % 8))])
}
