import { dirname } from 'node:path'
import type { Git } from './git.ts'

/**
 * A git that takes the directory it runs in for the top of a worktree, and never
 * looks above it.
 *
 * Worktrees lie inside of the repository: of one that is broken, git would climb
 * and work on the repository's own files instead.
 */
export function gitInside(git: Git): Git {
  return (directory, args, options = {}) =>
    git(directory, args, { ...options, env: { ...insideOf(directory), ...options.env } })
}

/** For whatever else runs git in a worktree (git(1)). */
export const insideOf = (directory: string) => ({ GIT_CEILING_DIRECTORIES: dirname(directory) })
