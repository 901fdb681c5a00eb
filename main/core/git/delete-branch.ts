import type { Git } from './git.ts'
import { listWorktrees } from './worktree-list.ts'

/** Deletes a branch that Ikigai made, while it is still where it was and nobody has it checked out. Else it stays. */
export async function deleteBranch(
  git: Git,
  repository: string,
  branch: { name: string; head: string },
): Promise<void> {
  const listed = await listWorktrees(git, repository)
  if (!listed.ok || listed.value.some((worktree) => worktree.branch === branch.name)) return
  const run = await git(repository, ['update-ref', '-d', `refs/heads/${branch.name}`, branch.head])
  if (run.exit !== 0) return
  const section = `branch.${branch.name}`
  const settings = await git(repository, ['config', '--local', '--null', '--name-only', '--list'])
  if (settings.stdout.split('\0').some((name) => name.startsWith(`${section}.`)))
    await git(repository, ['config', '--remove-section', section])
}
