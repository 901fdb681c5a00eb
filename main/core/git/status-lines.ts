/**
 * What `git status --porcelain=v2 --branch -z` prints, as values (git-status(1)).
 * Paths are relative to the worktree's top.
 */
export type StatusReport = {
  /** Object id; null before the first commit. */
  head: string | null
  /** Null: detached HEAD. */
  branch: string | null
  lines: StatusLine[]
}

export type StatusLine =
  | {
      kind: 'changed' | 'unmerged'
      path: string
      /** The index's side: `.` same as HEAD. */
      staged: string
      /** The worktree's side: `.` same as the index, `M`, `T`, `D`, `A`. */
      unstaged: string
      /** `N...`, or for a submodule `S` and three flags: new commit, changed files, untracked files. */
      submodule: string
      /** Nothing is there on disk. */
      missing: boolean
    }
  /** A folder ends in `/`: with `--untracked-files=all`, one that is a repository of its own. */
  | { kind: 'untracked'; path: string }

/**
 * The arguments that give the report. Renames are not looked for: they would
 * hide that one path went and another came.
 */
export const statusArguments = [
  'status',
  '--porcelain=v2',
  '--branch',
  '-z',
  '--untracked-files=all',
  '--no-renames',
  '--ignore-submodules=none',
] as const

/** Parses the report. Lines of kinds that git may add later are passed over. */
export function parseStatus(output: string): StatusReport {
  const report: StatusReport = { head: null, branch: null, lines: [] }
  for (const record of output.split('\0')) {
    const [head, branch] = [after(record, '# branch.oid '), after(record, '# branch.head ')]
    if (head !== null && head !== '(initial)') report.head = head
    if (branch !== null && branch !== '(detached)') report.branch = branch
    const line = lineOf(record)
    if (line) report.lines.push(line)
  }
  return report
}

const after = (record: string, key: string) => (record.startsWith(key) ? record.slice(key.length) : null)

function lineOf(record: string): StatusLine | null {
  if (record.startsWith('? ')) return { kind: 'untracked', path: record.slice(2) }
  if (record.startsWith('1 ')) return trackedLine('changed', record, 8)
  if (record.startsWith('u ')) return trackedLine('unmerged', record, 10)
  return null
}

/** `before`: how many fields come before the path; the last mode among them is the worktree's. */
function trackedLine(kind: 'changed' | 'unmerged', record: string, before: number): StatusLine {
  const fields = record.split(' ')
  return {
    kind,
    path: fields.slice(before).join(' '),
    staged: fields[1]?.[0] ?? '.',
    unstaged: fields[1]?.[1] ?? '.',
    submodule: fields[2] ?? 'N...',
    missing: fields[kind === 'changed' ? 5 : 6] === '000000',
  }
}
