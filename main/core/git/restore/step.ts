import type { Missed } from '../capture/gather.ts'
import type { TreeEntry } from '../status-lines.ts'

/** One file that a restore changes. Paths are latin1, byte for byte. */
export type Step = {
  path: string
  /** What the present state has there; null: nothing. */
  now: TreeEntry | null
  /** What the snapshot has there; null: nothing. */
  then: TreeEntry | null
  /** The snapshot has the file byte for byte, so that no filter runs when it is written. */
  exact: boolean
  /** The file that is there, as `signatureOf` says; null: none. */
  seen: string | null
  /** A folder is there instead, and nothing stays in it. */
  folder: boolean
}

/** Whether a path is, or lies in, something that a snapshot does not hold. */
export function covers({ path, why }: Missed, other: string): boolean {
  return other === path || (why !== 'too-large' && other.startsWith(`${path}/`))
}

/** The folders that paths lie in, each once, as prefixes (`a/b/`); the top is the empty one. */
export function foldersAbove(paths: readonly string[]): string[] {
  const found = new Set([''])
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end + 1)
      if (found.has(folder)) break
      found.add(folder)
    }
  }
  return [...found]
}
