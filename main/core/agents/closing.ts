import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { append } from '../conversation/append.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { dropAwaited } from '../store/awaited-merges.ts'
import { closeStatement } from '../store/closed-agents.ts'
import { keepAndRemove, type Removed } from './keep-and-remove.ts'
import { runMerge } from './merging.ts'
import { reportOfClosed } from './report.ts'
import { sendNext, stopRun } from './runs.ts'
import { standingOf, unmergedOf } from './standing.ts'
import { whyStays } from './why-stays.ts'

type CloseFault = DeclaredFault<'agent.close'>
type How = { merge: boolean; keepBranch: boolean }

/**
 * Closes an agent: merges its branch unless told not to or merged elsewhere
 * before, keeps whatever would vanish under `refs/ikigai/closed/`, removes the
 * worktree and the branch that Ikigai made for it, and archives the conversation.
 *
 * Answers with the agent to look at next. Where anything before the removal
 * fails, the agent stays as it was, but for its run and its idle shell, which
 * have ended. Asked for twice, it closes once: a second look at what is gone
 * would take the place of what was kept.
 */
export function closeAgent(project: Project, agentId: string, how: How): Promise<Result<Agent, CloseFault>> {
  const { name } = agentOf(project, agentId)
  return liveOf(project, agentId).ending(async () => {
    if (project.live.has(agentId)) return closeNow(project, agentId, how)
    return fail({ kind: 'no-agent', name, names: project.feed.state().agents.map((open) => open.name) })
  })
}

async function closeNow(project: Project, agentId: string, how: How): Promise<Result<Agent, CloseFault>> {
  const agent = agentOf(project, agentId)
  if (agent.kind === 'root') return fail({ kind: 'root-stays', name: agent.name })
  const { shells } = project.terminals
  const programs = await shells.programsOf(agentId)
  if (programs.length > 0) return fail({ kind: 'terminal-busy', programs })
  await shells.endOf(agentId)
  const live = liveOf(project, agentId)
  live.closing.abort()
  await Promise.all([stopRun(project, agentId), live.settingUp])
  await live.kept
  const removed = agent.ownWorktree ? await removeOwn(project, agent, how) : ok(null)
  if (!removed.ok) {
    live.closing = new AbortController()
    void project.status.lookAgain()
    if (agentOf(project, agentId).run.state === 'idle') await sendNext(project, agentId)
    return removed
  }
  if (!agent.ownWorktree) {
    await project.database.write([closeStatement(agentId, project.clock()), dropAwaited(agentId)])
  }
  project.live.delete(agentId)
  project.feed.emit({ type: 'agent-closed', agentId, closedAt: project.clock() })
  void project.status.refresh()
  const open = project.feed.state().agents
  const next = open.find(({ id }) => id === agent.parentId) ?? open.find(({ kind }) => kind === 'root')
  if (!next) return fail({ kind: 'root-stays', name: agent.name })
  for (const { text, tone } of removed.value === null ? [] : remains(removed.value)) {
    await append(project, next.id, { kind: 'notice', payload: { command: '/agent close', text, tone } })
  }
  const report = reportOfClosed(project, agent)
  if (report) await project.deliver(report.parentId, report.message)
  return ok(next)
}

async function removeOwn(project: Project, agent: Agent, how: How): Promise<Result<Removed, CloseFault>> {
  if (how.merge) {
    // a close that is refused has not merged either
    const stays = await project.write((git) => whyStays(project, git, agent))
    if (!stays.ok) return stays
    const merged = await mergeFirst(project, agent)
    if (!merged.ok) return merged
  }
  return project.write((git) => keepAndRemove(project, git, agent, how.keepBranch))
}

async function mergeFirst(project: Project, agent: Agent): Promise<Result<void, CloseFault>> {
  const standing = await standingOf(project.git, project.info.path, agent)
  if (!standing.ok) return standing
  const unmerged = await unmergedOf(project, standing.value)
  if (!unmerged.ok) return unmerged
  const { branch, head, target } = standing.value
  if (unmerged.value.length === 0 || head === null) return ok(undefined)
  if (branch === null) return fail({ kind: 'agent-detached', name: agent.name })
  if (target === null)
    return fail(agent.base === null ? { kind: 'no-target', name: null } : { kind: 'branch-missing', name: agent.base })
  const ids = { sourceId: head, targetId: target.id }
  const order = { agentId: agent.id, target: target.name, ...ids, strategy: 'merge' as const, message: null }
  const merged = await runMerge(project, order)
  return merged.ok ? ok(undefined) : merged
}

/** What is to be said of a close that did not take, or did not keep, everything. */
function remains({ leftBehind, unkept }: Removed): { text: string; tone: 'info' | 'error' }[] {
  const notes: { text: string; tone: 'info' | 'error' }[] = []
  if (leftBehind?.why === 'not-deleted') {
    const text = `${leftBehind.path} could not be deleted to the end. It is no worktree any more; Ikigai tries again at its next start.`
    notes.push({ text, tone: 'error' })
  }
  if (leftBehind?.why === 'cut-off') {
    const text = `${leftBehind.path} is no worktree of this repository any more, so its files were left as they are. Its commits are kept.`
    notes.push({ text, tone: 'error' })
  }
  if (unkept.length > 0) {
    const text = `Deleted with the worktree and not kept, since git ignores it and there is too much of it: ${unkept.join(', ')}`
    notes.push({ text, tone: 'info' })
  }
  return notes
}
