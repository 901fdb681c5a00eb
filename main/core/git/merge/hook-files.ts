import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git, GitRun } from '../git.ts'

/** The hooks that exist, and the folder they are in. */
export type HookFiles = { folder: string; names: ReadonlySet<string> }

/**
 * Which of these hooks there are. `core.hooksPath` may be relative to the top
 * of a worktree, so the answer depends on which one is asked (githooks(5)).
 *
 * `configured`: events with a hook in the configuration itself.
 */
export async function hookFiles(
  git: Git,
  worktree: string,
  wanted: readonly string[],
  configured: readonly string[],
): Promise<HookFiles> {
  const run = await git(worktree, ['rev-parse', '--path-format=absolute', '--git-path', 'hooks'])
  const folder = run.stdout.replace(/\r?\n$/, '')
  const names = new Set<string>()
  for (const name of wanted) {
    const runs = await access(join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runs || configured.includes(name)) names.add(name)
  }
  return { folder, names }
}

const shownLines = 6
const shownLetters = 600

/** The first lines of what a hook printed, for people. */
export function hookReason(run: GitRun): string {
  const lines = `${run.stderr}\n${run.stdout}`.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) return `it ended with exit code ${run.exit} and printed nothing`
  return lines.slice(0, shownLines).join('\n').slice(0, shownLetters)
}
