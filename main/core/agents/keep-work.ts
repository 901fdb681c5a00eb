import { join } from 'node:path'
import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { type Git, reasonOf } from '../git/git.ts'
import { commonFolderOf } from '../git/git-folder.ts'
import { findIgnored, type Ignored } from '../git/ignored-files.ts'
import { keepIgnored } from '../git/keep-ignored.ts'
import { snapshotWorktree } from '../git/snapshot.ts'
import type { Project } from '../project.ts'
import { keepStatement } from '../store/closed-agents.ts'
import type { Standing } from './standing.ts'
import { whetherKeepable } from './why-stays.ts'

/**
 * Keeps all of a worktree's work under `ref`: its commits, its files, and beside
 * the snapshot what git ignores, as far as there is room. When it answers, the
 * database knows of it.
 *
 * `folder` is where the worktree is now, which may not be its own place any more.
 */
export async function keepWork(
  project: Project,
  git: Git,
  agent: Agent,
  { folder, ref, standing }: { folder: string; ref: string; standing: Standing },
): Promise<Result<Pick<Ignored, 'unkept'>, DeclaredFault<'agent.close'>>> {
  const moved = folder !== agent.directory
  const ignored = await findIgnored(git, { repository: project.info.path, path: folder })
  if (!ignored.ok) return ignored
  const taken = await snapshotWorktree(git, { path: folder, ref, message: `Closed ${agent.name}`, moved })
  if (!taken.ok) return taken
  const keepable = whetherKeepable(agent.directory, taken.value.leftOut, ignored.value)
  if (!keepable.ok) return keepable
  const head = taken.value.head ?? standing.head
  if (head !== null && taken.value.head === null) {
    // its branch was deleted: nothing but the worktree's own log knows the commit
    const pointed = await pointAt(git, project.info.path, `${ref}-head`, head)
    if (!pointed.ok) return pointed
  }
  const to = await ignoredPlace(project, ref)
  const copied = await keepIgnored(ignored.value.files, { from: folder, to })
  if (!copied.ok) return copied
  await project.database.write([keepStatement(agent.id, { branch: standing.branch, head, snapshot: taken.value.id })])
  return ok(ignored.value)
}

/** Makes a ref that does not exist yet. */
export async function pointAt(
  git: Git,
  repository: string,
  ref: string,
  commit: string,
): Promise<Result<void, DeclaredFault<'agent.close'>>> {
  const run = await git(repository, ['update-ref', ref, commit, ''])
  return run.exit === 0 ? ok(undefined) : fail({ kind: 'git-failed', verb: 'update-ref', reason: reasonOf(run) })
}

/** Where the ignored files are kept that go with a snapshot: beside it, and in no commit that could be pushed. */
async function ignoredPlace(project: Project, ref: string): Promise<string> {
  const { path } = project.info
  return join((await commonFolderOf(path)) ?? join(path, '.git'), ref.replace(/^refs\//, ''))
}

/** Where those of a closed agent are, given its snapshot; null: nothing is kept any more. */
export async function findIgnoredPlace(project: Project, agentId: string, snapshot: string): Promise<string | null> {
  const newest = ['--sort=-refname', '--count=1', '--format=%(refname)']
  const run = await project.git(project.info.path, [
    ...['for-each-ref', ...newest, `--points-at=${snapshot}`, `refs/ikigai/closed/${agentId}/`],
  ])
  const ref = run.stdout.trim()
  return ref === '' ? null : ignoredPlace(project, ref)
}
