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

/** What a tree has at a path: a file, a link, or a submodule's commit. */
export type TreeEntry = { mode: string; id: string }

type Tracked = {
  path: string
  /** The index's side: `.` same as HEAD. */
  staged: string
  /** The worktree's side: `.` same as the index, `M`, `T`, `D`, `A`. */
  unstaged: string
  /** `N...`, or for a submodule `S` and three flags: new commit, changed files, untracked files. */
  submodule: string
  /** What is on disk, as git would record it. */
  mode: string
  /** Nothing is there on disk. */
  missing: boolean
}

export type StatusLine =
  | (Tracked & { kind: 'changed'; head: TreeEntry | null; index: TreeEntry | null })
  /** `sides`: the common ancestor's, ours, theirs. */
  | (Tracked & { kind: 'unmerged'; sides: (TreeEntry | null)[] })
  /** A folder ends in `/`: with `--untracked-files=all`, one that is a repository of its own. */
  | { kind: 'untracked'; path: string }

/**
 * The arguments that give the report. Commits ahead and behind are not counted,
 * which takes long in a large history. Renames are not looked for: they would
 * hide that one path went and another came.
 */
export const statusArguments = [
  'status',
  '--porcelain=v2',
  '--branch',
  '--no-ahead-behind',
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
  if (record.startsWith('1 ')) {
    const [, , , head, index, mode, headId, indexId, ...path] = record.split(' ')
    const entries = { head: entryOf(head, headId), index: entryOf(index, indexId) }
    return { kind: 'changed', ...tracked(record, mode, path), ...entries }
  }
  if (record.startsWith('u ')) {
    const [, , , m1, m2, m3, mode, h1, h2, h3, ...path] = record.split(' ')
    return {
      kind: 'unmerged',
      ...tracked(record, mode, path),
      sides: [entryOf(m1, h1), entryOf(m2, h2), entryOf(m3, h3)],
    }
  }
  return null
}

const nothing = '000000'

function entryOf(mode = nothing, id = ''): TreeEntry | null {
  return mode === nothing || /^0+$/.test(id) ? null : { mode, id }
}

function tracked(record: string, mode = nothing, path: string[]): Tracked {
  const [, states = '..', submodule = 'N...'] = record.split(' ', 3)
  const [staged = '.', unstaged = '.'] = states
  return { path: path.join(' '), staged, unstaged, submodule, mode, missing: mode === nothing }
}
