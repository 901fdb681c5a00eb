import type { FileChange } from '../../../../preload/protocol/git.ts'

/** The arguments that make a diff print what `parseChanges` reads. Renames are found, external tools are not run. */
export const changeArguments = ['--raw', '--numstat', '-z', '-M', '--no-ext-diff', '--no-textconv'] as const

type Status = FileChange['status']

/**
 * Reads `--raw --numstat -z` (git-diff(1), raw output format): first all changes
 * with their statuses, then all with their lines.
 */
export function parseChanges(output: string): FileChange[] {
  const fields = output.split('\0')
  const changes = new Map<string, FileChange>()
  let at = 0
  const next = () => fields[at++] ?? ''
  while (at < fields.length) {
    const field = next()
    if (field.startsWith(':')) {
      const status = statusOf(field)
      const first = next()
      const path = status === 'R' || status === 'C' ? next() : first
      changes.set(path, { path, status, from: path === first ? null : first, added: null, removed: null })
      continue
    }
    const counted = /^(-|\d+)\t(-|\d+)\t(.*)$/s.exec(field)
    if (counted === null) continue
    const [, added, removed, inline = ''] = counted
    if (inline === '') next()
    const change = changes.get(inline === '' ? next() : inline)
    if (change) Object.assign(change, { added: linesOf(added), removed: linesOf(removed) })
  }
  return [...changes.values()]
}

const linesOf = (count: string | undefined) => (count === undefined || count === '-' ? null : Number(count))

function statusOf(header: string): Status {
  const letter = header.slice(header.lastIndexOf(' ') + 1)[0]
  return letter === 'A' || letter === 'D' || letter === 'R' || letter === 'C' || letter === 'T' || letter === 'U'
    ? letter
    : 'M'
}
