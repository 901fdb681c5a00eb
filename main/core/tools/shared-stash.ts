/** What may stand before a command's own name. */
const before = /^(?:\w+=.*|then|do|else|if|while|until|exec|time|sudo|env|command|!)$/
/** Options of git that take the next word (git(1)). */
const withValue = new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace'])
/** Those that leave the list of stashes as it is. */
const harmless = new Set(['list', 'show', 'apply', 'create', 'branch'])

/**
 * Whether a command line puts something on the stash or takes something off it.
 * There is one for all worktrees of a repository, so that `pop` may take what
 * another agent, or the user, has put there.
 *
 * A hint and no border: what is in quotes is not looked into.
 */
export function changesStash(command: string): boolean {
  const bare = command.replace(/"[^"]*"|'[^']*'/g, 'quoted')
  return bare.split(/[;&|\n(){}`]/).some((part) => {
    const words = part.split(/\s+/).filter((word) => word !== '')
    let at = words.findIndex((word) => !before.test(word))
    if (at < 0 || !/^(?:.*\/)?git$/.test(words[at] ?? '')) return false
    at += 1
    while (words[at]?.startsWith('-')) at += withValue.has(words[at] ?? '') ? 2 : 1
    return words[at] === 'stash' && !harmless.has(words[at + 1] ?? '')
  })
}
