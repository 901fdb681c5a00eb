import { deleteBranch } from '../git/delete-branch.ts'
import type { Git } from '../git/git.ts'
import { deleteAside, type RemovedWorktree } from '../git/remove-worktree.ts'
import type { Project } from '../project.ts'
import { endWork, type Removal } from '../store/unfinished.ts'

/**
 * Does what is left of closing an agent once it is closed in the database:
 * its worktree is forgotten, its branch and its folder deleted. What does not
 * go now goes at the next start.
 */
export async function finishRemoval(
  { info, database }: Pick<Project, 'info' | 'database'>,
  git: Git,
  { id, removal }: { id: string; removal: Removal },
): Promise<RemovedWorktree> {
  const deleted = await deleteAside(git, { repository: info.path, ...removal })
  if (!deleted.ok) return { leftBehind: removal.aside }
  if (removal.branch) await deleteBranch(git, info.path, removal.branch)
  if (deleted.value.leftBehind === null) await database.write([endWork(id)])
  return deleted.value
}
