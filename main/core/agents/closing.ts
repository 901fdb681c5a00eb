import { randomUUID } from 'node:crypto'
import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import type { ClosePreview, CommitLine, MergePreview } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { append } from '../conversation/append.ts'
import type { Git } from '../git/git.ts'
import { asideOf, putBack, setAside } from '../git/remove-worktree.ts'
import { snapshotWorktree } from '../git/snapshot.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { dropAwaited } from '../store/awaited-merges.ts'
import { closeStatement, keepStatement, readKept } from '../store/closed-agents.ts'
import type { Statement } from '../store/database.ts'
import { beginWork, endWork, type Removal } from '../store/unfinished.ts'
import { finishRemoval } from './finish-removal.ts'
import { hasLanded, previewMerge, runMerge } from './merging.ts'
import { stopRun } from './runs.ts'

type CloseFault = DeclaredFault<'agent.close'>

/** What closing an agent would merge, remove and keep. */
export async function previewClose(
  project: Project,
  agentId: string,
): Promise<Result<ClosePreview, DeclaredFault<'close.preview'>>> {
  const agent = agentOf(project, agentId)
  const nothing = { branch: null, target: null, unmerged: [], uncommitted: [] }
  if (!agent.ownWorktree || agent.lost || agent.base === null) return ok({ ...nothing, branch: branchOf(agent) })
  if (agent.status.branch === null) return ok(nothing)
  const seen = await previewMerge(project, agentId, agent.base)
  if (!seen.ok) return seen
  const { uncommitted, target } = seen.value
  return ok({ branch: agent.status.branch, target, unmerged: await unmergedOf(project, seen.value), uncommitted })
}

/** The commits that closing would merge: none where all of them were merged into another branch already. */
async function unmergedOf(project: Project, { source, sourceId, commits }: MergePreview): Promise<CommitLine[]> {
  return commits.length > 0 && (await hasLanded(project, source, sourceId)) ? [] : commits
}

const branchOf = (agent: Agent) => (agent.ownWorktree ? agent.status.branch : null)

/**
 * Closes an agent: merges its branch unless told not to or merged elsewhere
 * before, keeps whatever would vanish as a snapshot under `refs/ikigai/closed/`,
 * removes the worktree and the branch that Ikigai made for it, and archives the
 * conversation.
 *
 * Answers with the agent to look at next. Where anything before the removal
 * fails, the agent stays as it was.
 */
export async function closeAgent(
  project: Project,
  agentId: string,
  how: { merge: boolean; keepBranch: boolean },
): Promise<Result<Agent, CloseFault>> {
  const agent = agentOf(project, agentId)
  if (agent.kind === 'root') return fail({ kind: 'root-stays', name: agent.name })
  const { shells } = project.terminals
  const programs = await shells.programsOf(agentId)
  if (programs.length > 0) return fail({ kind: 'terminal-busy', programs })
  await shells.endOf(agentId)
  liveOf(project, agentId).closing.abort()
  await stopRun(project, agentId)
  await liveOf(project, agentId).kept
  let leftBehind: string | null = null
  if (agent.ownWorktree) {
    const merged = how.merge ? await mergeFirst(project, agent) : ok(undefined)
    if (!merged.ok) return merged
    const removed = await project.write((git) => keepAndRemove(project, git, agent, how.keepBranch))
    if (!removed.ok) return removed
    leftBehind = removed.value.leftBehind
  } else {
    await project.database.write([closeStatement(agentId, project.clock()), dropAwaited(agentId)])
  }
  project.live.delete(agentId)
  project.feed.emit({ type: 'agent-closed', agentId, closedAt: project.clock() })
  void project.status.refresh()
  const open = project.feed.state().agents
  const next = open.find(({ id }) => id === agent.parentId) ?? open.find(({ kind }) => kind === 'root')
  if (!next) return fail({ kind: 'root-stays', name: agent.name })
  if (leftBehind !== null) {
    const text = `${leftBehind} could not be deleted to the end. It is no worktree any more; Ikigai tries again at its next start.`
    await append(project, next.id, { kind: 'notice', payload: { command: '/agent close', text, tone: 'error' } })
  }
  return ok(next)
}

async function mergeFirst(project: Project, agent: Agent): Promise<Result<void, CloseFault>> {
  if (agent.base === null || agent.lost) return ok(undefined)
  const seen = await previewMerge(project, agent.id, agent.base)
  if (!seen.ok) return seen
  const { sourceId, targetId, target } = seen.value
  if ((await unmergedOf(project, seen.value)).length === 0) return ok(undefined)
  const order = { agentId: agent.id, target, sourceId, targetId, strategy: 'merge' as const, message: null }
  const merged = await runMerge(project, order)
  return merged.ok ? ok(undefined) : merged
}

/**
 * Runs in the write queue: from the snapshot to the removal nothing else may change the repository.
 *
 * What brings the work back is in the database before anything is removed, and
 * work that a snapshot cannot hold (a repository inside the worktree) is never
 * removed. Killed before the agent is closed in the database, all of it comes
 * back at the next start; killed later, the rest of it goes then.
 */
async function keepAndRemove(
  project: Project,
  git: Git,
  agent: Agent,
  keepBranch: boolean,
): Promise<Result<{ leftBehind: string | null }, CloseFault>> {
  const { info, clock, database } = project
  const path = agent.directory
  const known = await readKept(database, agent.id)
  const branch = agent.status.branch
  const branchHead = branch === null ? null : await headOfBranch(project, branch)
  const kept: Statement[] = []
  if (!agent.lost) {
    const ref = `refs/ikigai/closed/${agent.id}/${clock()}`
    const taken = await snapshotWorktree(git, { path, ref, message: `Closed ${agent.name}` })
    if (!taken.ok) return taken
    const [unkept] = taken.value.leftOut
    if (unkept) return fail({ kind: 'worktree-dirty', path, reason: `${unkept.path} cannot be kept in a snapshot` })
    kept.push(keepStatement(agent.id, { branch, branchHead, snapshot: taken.value.id }))
  }
  const goes = known?.madeBranch && known.branch === branch && branch !== null && branchHead !== null && !keepBranch
  const removal: Removal = {
    ...{ kind: 'removal', agentId: agent.id, path, aside: asideOf(path) },
    branch: goes ? { name: branch, head: branchHead } : null,
  }
  const id = randomUUID()
  await database.write([...kept, beginWork(info.id, id, removal, clock())])
  const moved = await setAside(git, { repository: info.path, ...removal })
  if (!moved.ok && moved.fault.kind !== 'worktree-gone') {
    await database.write([endWork(id)])
    return moved
  }
  try {
    await database.write([closeStatement(agent.id, clock()), dropAwaited(agent.id)])
  } catch (error) {
    await putBack(removal)
    throw error
  }
  return ok(await finishRemoval(project, git, { id, removal }))
}

async function headOfBranch(project: Project, branch: string): Promise<string | null> {
  const run = await project.git(project.info.path, [
    'rev-parse',
    '--verify',
    '--quiet',
    `refs/heads/${branch}^{commit}`,
  ])
  return run.exit === 0 ? run.stdout.trim() : null
}
