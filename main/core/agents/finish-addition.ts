import type { Result } from '../../../preload/protocol/result.ts'
import type { Git } from '../git/git.ts'
import { type TakeBackFault, takeBackWorktree } from '../git/take-back-worktree.ts'
import type { Project } from '../project.ts'
import { type Addition, endWork } from '../store/unfinished.ts'

/**
 * Takes back a worktree that no agent was opened in. Answers with the ref under
 * which the work in it was kept; null: there was none.
 */
export async function finishAddition(
  { info, database, clock }: Pick<Project, 'info' | 'database' | 'clock'>,
  git: Git,
  { id, addition }: { id: string; addition: Addition },
): Promise<Result<string | null, TakeBackFault>> {
  const ref = `refs/ikigai/closed/${id}/${clock()}`
  const taken = await takeBackWorktree(git, { repository: info.path, ...addition }, ref)
  if (taken.ok) await database.write([endWork(id)])
  return taken
}
