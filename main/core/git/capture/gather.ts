import type { StatusLine, TreeEntry } from '../status-lines.ts'
import type { DiskFile } from './disk-files.ts'

/** What a snapshot does not hold. `path` is latin1, byte for byte. */
export type Missed = {
  path: string
  /** A repository inside is not looked into, and of a submodule only its commit's id is kept. */
  why: 'too-large' | 'unreadable' | 'nested-repository' | 'submodule'
  /** Of a file that is too large. */
  bytes?: number
}

/** Paths that differ from HEAD, and what is there; null: nothing. */
export type Changes = Map<string, TreeEntry | null>

export type Gathered = {
  /** How the working files differ from HEAD. */
  files: Changes
  /** How what is staged does; null: nothing is. A path in conflict counts as not there. */
  staged: Changes | null
  /** The sides of each conflict, as `stage-1/…` to `stage-3/…`. */
  sides: Changes
  /** Paths whose content was read from disk, since git says that it differs from the index. */
  read: Set<string>
  /** Those of them that have the very bytes of the index: git would put others in their place (line ends, filters). */
  alike: string[]
  missed: Missed[]
}

/** The files of a report that have to be read, with the mode that git gives them. */
export function toRead(lines: readonly StatusLine[]): { path: string; mode: string | null }[] {
  return lines.flatMap((line): { path: string; mode: string | null }[] => {
    if (line.kind === 'untracked') return line.path.endsWith('/') ? [] : [{ path: line.path, mode: null }]
    const isRead = line.kind === 'unmerged' || (line.unstaged !== '.' && !line.submodule.startsWith('S'))
    return isRead && !line.missing ? [{ path: line.path, mode: line.mode }] : []
  })
}

/** Puts together what git reports and what the files hold. `modules`: the commits that submodules are at. */
export function gather(
  report: { head: string | null; lines: readonly StatusLine[] },
  disk: ReadonlyMap<string, DiskFile>,
  modules: ReadonlyMap<string, string>,
): Gathered {
  const files: Changes = new Map()
  const staged: Changes = new Map()
  const sides: Changes = new Map()
  const read = new Set<string>()
  const alike: string[] = []
  const missed: Missed[] = []
  for (const line of report.lines) {
    const { path } = line
    if (line.kind === 'untracked' && path.endsWith('/')) {
      missed.push({ path: path.slice(0, -1), why: 'nested-repository' })
      continue
    }
    if (line.kind === 'unmerged') {
      for (const [at, side] of line.sides.entries()) if (side) sides.set(`stage-${at + 1}/${path}`, side)
      staged.set(path, null)
    }
    if (line.kind === 'changed' && line.staged !== '.') staged.set(path, line.index)
    // what a snapshot has where it cannot have the file: what is staged, if anything
    const instead = line.kind === 'changed' ? line.index : null
    const found = disk.get(path)
    if (found?.kind === 'file') {
      files.set(path, found.entry)
      read.add(path)
      if (instead?.id === found.entry.id) alike.push(path)
    } else if (found?.kind === 'left') {
      const { kind: _, ...why } = found
      missed.push({ path, ...why })
      if (line.kind !== 'untracked') files.set(path, instead)
    } else if (line.kind !== 'untracked') {
      const isThere = found === undefined && !line.missing
      files.set(path, isThere ? instead : null)
      if (line.kind === 'changed' && isThere && /^S./.test(line.submodule) && line.submodule !== 'S...') {
        missed.push({ path, why: 'submodule' })
        const commit = modules.get(path)
        if (commit !== undefined) files.set(path, { mode: '160000', id: commit })
      }
    }
  }
  const isStaged = report.head === null || staged.size > 0
  return { files, staged: isStaged ? staged : null, sides, read, alike, missed }
}

/** Submodules that are at another commit than the index says. */
export function movedModules(lines: readonly StatusLine[]): string[] {
  return lines.flatMap((line) =>
    line.kind === 'changed' && line.submodule.startsWith('SC') && !line.missing ? [line.path] : [],
  )
}
