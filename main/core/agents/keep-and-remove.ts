import { randomUUID } from 'node:crypto'
import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import type { Git } from '../git/git.ts'
import { asideOf, putBack, setAside } from '../git/remove-worktree.ts'
import type { Project } from '../project.ts'
import { dropAwaited } from '../store/awaited-merges.ts'
import { type ClosedAgent, closeStatement, keepStatement, readKept } from '../store/closed-agents.ts'
import { beginWork, endWork, type Removal } from '../store/unfinished.ts'
import { finishRemoval } from './finish-removal.ts'
import { keepWork, pointAt } from './keep-work.ts'
import { type Standing, standingOf } from './standing.ts'
import { whyStays } from './why-stays.ts'

type CloseFault = DeclaredFault<'agent.close'>

export type Removed = {
  /** What is still on disk where the worktree was, or beside it. */
  leftBehind: { path: string; why: 'not-deleted' | 'cut-off' } | null
  /** What git ignores and there was too much of to be kept. */
  unkept: string[]
}

/** What is being closed: its worktree as it stands, what was kept of it before, and the ref that is to keep it now. */
type Going = { agent: Agent; standing: Standing; before: ClosedAgent | null; ref: string }

/**
 * Keeps what would vanish with an agent's worktree, removes it and closes the
 * agent. Runs in the write queue: nothing else of ours changes the repository
 * meanwhile.
 *
 * The folder is moved aside first, so that what is kept is what was written
 * until then, and what brings the work back is in the database before anything
 * is deleted. Killed before the agent is closed in the database, all of it comes
 * back at the next start; killed later, the rest of it goes then.
 */
export async function keepAndRemove(
  project: Project,
  git: Git,
  agent: Agent,
  keepBranch: boolean,
): Promise<Result<Removed, CloseFault>> {
  const { info, clock, database } = project
  const stays = await whyStays(project, git, agent)
  if (!stays.ok) return stays
  const [before, asked] = await Promise.all([readKept(database, agent.id), standingOf(git, info.path, agent)])
  if (!asked.ok) return asked
  const standing = asked.value
  const removal: Removal = {
    ...{ kind: 'removal', agentId: agent.id, path: agent.directory, aside: asideOf(agent.directory) },
    branch: keepBranch ? null : ownBranch(before, standing),
  }
  const id = randomUUID()
  await database.write([beginWork(info.id, id, removal, clock())])
  const going: Going = { agent, standing, before, ref: `refs/ikigai/closed/${agent.id}/${clock()}` }
  const kept =
    standing.place === 'there' ? await keepAside(project, git, going, removal) : await keepCommits(project, git, going)
  if (!kept.ok) {
    // what could not be put back is told, and tried again at the next start
    if (kept.fault.kind !== 'worktree-set-aside') await database.write([endWork(id)])
    return kept
  }
  try {
    await database.write([closeStatement(agent.id, clock()), dropAwaited(agent.id)])
  } catch (error) {
    await putBack(removal)
    throw error
  }
  const { leftBehind } = await finishRemoval(project, git, { id, removal })
  if (standing.place === 'cut-off')
    return ok({ leftBehind: { path: agent.directory, why: 'cut-off' }, unkept: kept.value })
  return ok({ leftBehind: leftBehind === null ? null : { path: leftBehind, why: 'not-deleted' }, unkept: kept.value })
}

/** A branch that Ikigai made for the agent goes with it. */
function ownBranch(before: ClosedAgent | null, { branch, head }: Standing): Removal['branch'] {
  const own = before?.madeBranch === true && before.branch === branch
  return own && branch !== null && head !== null ? { name: branch, head } : null
}

/** Moves a worktree aside and keeps all of it. Answers with what could not be kept; where it fails, the worktree is back in its place. */
async function keepAside(
  project: Project,
  git: Git,
  { agent, standing, ref }: Going,
  removal: Removal,
): Promise<Result<string[], CloseFault>> {
  const moved = await setAside(git, { repository: project.info.path, ...removal })
  if (!moved.ok) return moved
  const kept = await keepWork(project, git, agent, { folder: removal.aside, ref, standing }).catch(
    async (error: unknown) => {
      await putBack(removal)
      throw error
    },
  )
  if (kept.ok) return ok(kept.value.unkept.map(({ path }) => path))
  if (await putBack(removal)) return kept
  return fail({ kind: 'worktree-set-aside', path: removal.path, aside: removal.aside })
}

/** Of a worktree that somebody removed or cut off the commits are kept; a folder that is there is not touched. */
async function keepCommits(
  project: Project,
  git: Git,
  { agent, standing, before, ref }: Going,
): Promise<Result<string[], CloseFault>> {
  const { branch, head } = standing
  const pointed = head === null ? ok(undefined) : await pointAt(git, project.info.path, ref, head)
  if (!pointed.ok) return pointed
  // a close that did not get to its end has left a snapshot of these very files
  const snapshot = before?.head === head ? (before?.snapshot ?? null) : null
  await project.database.write([keepStatement(agent.id, { branch, head, snapshot })])
  return ok([])
}
