import type { FileChange } from '../../preload/protocol/git.ts'

/** `1 file`, `3 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** `a.ts, b.ts and 3 more`. */
export function listed(names: readonly string[], most = 3): string {
  if (names.length <= most)
    return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : `${names[0] ?? ''}`
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

/** What was done with a file, in words. */
export const statusWords: Record<FileChange['status'], string> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
  T: 'type changed',
  U: 'in conflict',
  '?': 'new, not tracked',
}

/** The lines of several changes together; those of binary files do not count. */
export function linesOf(files: readonly Pick<FileChange, 'added' | 'removed'>[]): { added: number; removed: number } {
  let added = 0
  let removed = 0
  for (const file of files) {
    added += file.added ?? 0
    removed += file.removed ?? 0
  }
  return { added, removed }
}

/** Why a change has no lines to show. */
export function emptyWords({ status, from, added, removed }: FileChange): string {
  if (added === null || removed === null) return 'A binary file.'
  if (added + removed > 0) return 'The change is too large to show.'
  if (status === 'R' || status === 'C') return `The same lines as ${from ?? 'before'}.`
  return status === 'T' || status === 'M' ? 'Its lines are the same: only its mode changed.' : 'An empty file.'
}

/** The two halves of a path: its folder, with the slash, and its name. */
export function halves(path: string): [folder: string, name: string] {
  const end = path.replace(/\/$/, '').lastIndexOf('/') + 1
  return [path.slice(0, end), path.slice(end)]
}
