import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { append } from '../conversation/append.ts'
import type { Git } from '../git/git.ts'
import { letGo, restoreIgnored } from '../git/keep-ignored.ts'
import { restoreSnapshot } from '../git/restore-snapshot.ts'
import { settleIndexLater } from '../git/settle-index.ts'
import type { Project } from '../project.ts'
import { readOpenAgents } from '../store/agents.ts'
import { type ClosedAgent, readKept, reopenStatement } from '../store/closed-agents.ts'
import { readQueue } from '../store/runs.ts'
import { type Addition, endWork } from '../store/unfinished.ts'
import { finishAddition } from './finish-addition.ts'
import { findIgnoredPlace } from './keep-work.ts'
import { liveAgent } from './live-agent.ts'
import { withName } from './names.ts'
import { beginWorktree } from './own-worktree.ts'

type RestoreFault = DeclaredFault<'agent.restore'>

/** Brings a closed agent back: its conversation, and where it had them, its branch, worktree and uncommitted files. */
export async function restoreAgent(project: Project, id: string): Promise<Result<Agent, RestoreFault>> {
  const { closed } = project.feed.state()
  const kept = await readKept(project.database, id)
  if (!kept || !closed.some((one) => one.id === id)) {
    return fail({ kind: 'no-agent', name: id, names: closed.map(({ name }) => name) })
  }
  return withName(project, { wish: kept.name }, () => restoreKept(project, kept))
}

async function restoreKept(project: Project, kept: ClosedAgent): Promise<Result<Agent, RestoreFault>> {
  const { id } = kept
  const back = kept.ownWorktree ? await project.write((git) => bringBack(project, git, kept)) : ok(null)
  if (!back.ok) return back
  const begun = back.value?.begun ?? null
  try {
    await project.database.write([reopenStatement(id), ...(begun === null ? [] : [endWork(begun.id)])])
  } catch (error) {
    if (begun !== null) await project.write((git) => finishAddition(project, git, begun))
    throw error
  }
  const agent = (await readOpenAgents(project.database, project.info.id)).find((one) => one.id === id)
  if (!agent) return fail({ kind: 'no-agent', name: kept.name, names: [] })
  const live = liveAgent(id)
  project.live.set(id, live)
  if (back.value) settleIndexLater(project.git, { path: agent.directory, agentId: id, signal: live.closing.signal })
  project.feed.emit({ type: 'agent-restored', agent })
  for (const message of await readQueue(project.database, id)) {
    project.feed.emit({ type: 'message-queued', agentId: id, message })
  }
  if (back.value?.emptied) await letGo(back.value.emptied)
  void project.status.refresh()
  for (const text of back.value?.notes ?? []) {
    await append(project, id, { kind: 'notice', payload: { command: '/agent restore', text, tone: 'error' } })
  }
  return ok(agent)
}

type Back = {
  /** What is begun, and ends as the agent is open again. */
  begun: { id: string; addition: Addition }
  /** A folder that is not needed any more once the agent is open. */
  emptied: string | null
  /** What the user should know, a sentence each. */
  notes: string[]
}

/** Makes the worktree of a closed agent as it was, or leaves nothing of it. */
async function bringBack(project: Project, git: Git, kept: ClosedAgent): Promise<Result<Back, RestoreFault>> {
  const { name, branch, head, snapshot, directory: path } = kept
  const repository = project.info.path
  if (head === null) return fail({ kind: 'snapshot-missing', snapshot: `of ${name}` })
  for (const id of [head, snapshot ?? head]) {
    const there = await git(repository, ['cat-file', '-e', `${id}^{commit}`])
    if (there.exit !== 0) return fail({ kind: 'snapshot-missing', snapshot: id })
  }
  const added = await beginWorktree(project, git, { repository, path, branch, base: head, mode: 'attach-or-make' })
  if (!added.ok) return added
  const { begun: id, head: now, made } = added.value
  const begun = { id, addition: { kind: 'addition', path, branch, head: now, made } } as const
  // a branch that went on since, or another one of that name, keeps what it has now
  const moved = now !== head
  const restored = snapshot === null || moved ? ok(undefined) : await restoreSnapshot(git, { path, snapshot })
  if (!restored.ok) {
    await finishAddition(project, git, begun)
    return restored
  }
  const from = snapshot === null ? null : await findIgnoredPlace(project, kept.id, snapshot)
  const left = from === null ? [] : await restoreIgnored({ from, to: path })
  const then = snapshot ?? head
  const went = `${branch} is not where ${name} left it, so its files are those of now. Then they were ${then}: 'git branch then ${head}' brings its commits back, 'git restore --source=${then} .' its files.`
  const stay = `In their place is something else, so these are still in ${from}: ${left.join(', ')}`
  return ok({
    begun,
    emptied: left.length === 0 ? from : null,
    notes: [...(moved ? [went] : []), ...(left.length > 0 ? [stay] : [])],
  })
}
