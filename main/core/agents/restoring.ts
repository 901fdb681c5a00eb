import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { addWorktree } from '../git/add-worktree.ts'
import type { Git } from '../git/git.ts'
import { restoreSnapshot } from '../git/restore-snapshot.ts'
import type { Project } from '../project.ts'
import { readOpenAgents } from '../store/agents.ts'
import { type ClosedAgent, readKept, reopenStatement } from '../store/closed-agents.ts'
import { liveAgent } from './live-agent.ts'
import { checkName } from './names.ts'

type RestoreFault = DeclaredFault<'agent.restore'>

/** Brings a closed agent back: its conversation, and where it had them, its branch, worktree and uncommitted files. */
export async function restoreAgent(project: Project, id: string): Promise<Result<Agent, RestoreFault>> {
  const { closed, agents } = project.feed.state()
  const kept = await readKept(project.database, id)
  if (!kept || !closed.some((one) => one.id === id)) {
    return fail({ kind: 'no-agent', name: id, names: closed.map(({ name }) => name) })
  }
  const free = checkName(
    kept.name,
    agents.map(({ name }) => name),
  )
  if (!free.ok) return free
  if (kept.ownWorktree) {
    const back = await project.write((git) => bringBack(project, git, kept))
    if (!back.ok) return back
  }
  await project.database.write([reopenStatement(id)])
  const agent = (await readOpenAgents(project.database, project.info.id)).find((one) => one.id === id)
  if (!agent) return fail({ kind: 'no-agent', name: kept.name, names: [] })
  project.live.set(id, liveAgent(id))
  project.feed.emit({ type: 'agent-restored', agent })
  void project.status.refresh()
  return ok(agent)
}

async function bringBack(project: Project, git: Git, kept: ClosedAgent): Promise<Result<void, RestoreFault>> {
  const { info } = project
  if (kept.branch === null || kept.branchHead === null) return fail({ kind: 'snapshot-missing', snapshot: kept.name })
  const place = { repository: info.path, path: kept.directory, branch: kept.branch, base: kept.branchHead }
  const added = await addWorktree(git, { ...place, mode: 'attach-or-make' })
  if (!added.ok) return added
  // a branch that went on since keeps what it has now; the files of then stay in the snapshot
  if (kept.snapshot === null || added.value.head !== kept.branchHead) return ok(undefined)
  const restored = await restoreSnapshot(git, { path: kept.directory, snapshot: kept.snapshot })
  return restored.ok ? ok(undefined) : restored
}
