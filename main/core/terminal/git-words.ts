/** Options before the verb that take a word of their own. */
const withWord = new Set(['-c', '-C', '--git-dir', '--work-tree', '--namespace', '--config-env', '--super-prefix'])
/** Options before the verb that the app adds for itself: they change nothing about what is done. */
const own = new Set(['--no-optional-locks', '--no-pager', '--no-advice'])

/** Verbs whose output is for programs. */
const plumbing = new Set([
  ...['cat-file', 'check-attr', 'check-ignore', 'check-ref-format', 'commit-tree', 'count-objects', 'diff-files'],
  ...['diff-index', 'diff-tree', 'fast-import', 'for-each-ref', 'hash-object', 'ls-files', 'ls-tree', 'merge-base'],
  ...['merge-tree', 'name-rev', 'pack-objects', 'read-tree', 'rev-list', 'rev-parse', 'show-ref', 'symbolic-ref'],
  ...['update-index', 'update-ref', 'var', 'version', 'write-tree'],
])
/** Verbs that leave everything as it was, whatever is asked of them. Objects that nothing points to yet count for nothing. */
const looking = new Set([
  ...['cat-file', 'check-attr', 'check-ignore', 'check-ref-format', 'commit-tree', 'count-objects', 'diff-files'],
  ...['diff-index', 'diff-tree', 'fmt-merge-msg', 'for-each-ref', 'hash-object', 'ls-files', 'ls-tree', 'merge-base'],
  ...['merge-tree', 'name-rev', 'rev-list', 'rev-parse', 'show-ref', 'stripspace', 'var', 'version', 'write-tree'],
])
/** Verbs that a person types as well to look at something: they count as the app's own where the output is for programs. */
const lookingForPrograms = new Set(['diff', 'log', 'show', 'status'])
const forPrograms = /^(?:-z|--null|--porcelain(?:=.*)?|--raw|--numstat|--name-only|--name-status|--format=.*|--get.*)$/

/** A git command as a person would have typed it: without the settings that the app puts before the verb for itself. */
export function asTyped(args: readonly string[]): string[] {
  const kept: string[] = []
  let at = 0
  for (; at < args.length; at += 1) {
    const word = args[at] ?? ''
    if (!word.startsWith('-')) break
    if (own.has(word)) continue
    const next = withWord.has(word) ? [args[at + 1] ?? ''] : []
    if (word !== '-c') kept.push(word, ...next)
    at += next.length
  }
  return ['git', ...kept, ...args.slice(at)]
}

/** Whether a command, as `asTyped` gives it, speaks to a program: its output would mean nothing to a person. */
export function isPlumbing(typed: readonly string[]): boolean {
  const at = verbAt(typed)
  const verb = typed[at] ?? ''
  const options = typed.slice(at + 1)
  // A branch that is moved this way is as much news as a commit.
  if (verb === 'update-ref' && options.some((word) => word.startsWith('refs/heads/'))) return false
  if (plumbing.has(verb)) return true
  const end = options.indexOf('--')
  return (end < 0 ? options : options.slice(0, end)).some((option) => forPrograms.test(option))
}

/**
 * Whether a command, as `asTyped` gives it, only finds something out for the
 * app: no branch, file, index or setting is another one after it.
 *
 * `onCopy`: the index that it works on is a copy.
 */
export function isBackground(typed: readonly string[], onCopy: boolean): boolean {
  const at = verbAt(typed)
  const verb = typed[at] ?? ''
  const options = typed.slice(at + 1)
  if (looking.has(verb)) return true
  if (lookingForPrograms.has(verb)) return isPlumbing(typed)
  if (verb === 'config') return options.some((word) => word.startsWith('--get'))
  if (verb === 'worktree') return options[0] === 'list'
  if (verb === 'symbolic-ref') return options.filter((word) => !word.startsWith('-')).length === 1
  return verb === 'add' && onCopy
}

/** Whether its output is a change, line by line. */
export function isPatch(typed: readonly string[]): boolean {
  return ['diff', 'show', 'format-patch'].includes(typed[verbAt(typed)] ?? '')
}

function verbAt(typed: readonly string[]): number {
  let at = 1
  while (typed[at]?.startsWith('-')) at += withWord.has(typed[at] ?? '') ? 2 : 1
  return at
}
