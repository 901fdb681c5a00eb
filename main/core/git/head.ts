import type { Git } from './git.ts'

/** The branch checked out in a directory, also before its first commit; null when HEAD is detached. */
export async function branchOf(git: Git, directory: string): Promise<string | null> {
  const run = await git(directory, ['symbolic-ref', '--quiet', '--short', 'HEAD'])
  return run.exit === 0 ? run.stdout.trim() : null
}
