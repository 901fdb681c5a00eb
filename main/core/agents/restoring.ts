import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import type { Git } from '../git/git.ts'
import { restoreSnapshot } from '../git/restore-snapshot.ts'
import type { Project } from '../project.ts'
import { readOpenAgents } from '../store/agents.ts'
import { type ClosedAgent, readKept, reopenStatement } from '../store/closed-agents.ts'
import type { Statement } from '../store/database.ts'
import { endWork } from '../store/unfinished.ts'
import { finishAddition } from './finish-addition.ts'
import { liveAgent } from './live-agent.ts'
import { checkName } from './names.ts'
import { beginWorktree } from './own-worktree.ts'

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
  const also: Statement[] = []
  if (kept.ownWorktree) {
    const back = await project.write((git) => bringBack(project, git, kept))
    if (!back.ok) return back
    also.push(endWork(back.value))
  }
  await project.database.write([reopenStatement(id), ...also])
  const agent = (await readOpenAgents(project.database, project.info.id)).find((one) => one.id === id)
  if (!agent) return fail({ kind: 'no-agent', name: kept.name, names: [] })
  project.live.set(id, liveAgent(id))
  project.feed.emit({ type: 'agent-restored', agent })
  void project.status.refresh()
  return ok(agent)
}

/** Answers with the work that is begun, which ends as the agent is open again. */
async function bringBack(project: Project, git: Git, kept: ClosedAgent): Promise<Result<string, RestoreFault>> {
  const { branch, branchHead, directory: path, snapshot } = kept
  if (branch === null || branchHead === null) return fail({ kind: 'snapshot-missing', snapshot: kept.name })
  const place = { repository: project.info.path, path, branch, base: branchHead }
  const added = await beginWorktree(project, git, { ...place, mode: 'attach-or-make' })
  if (!added.ok) return added
  const { begun, head } = added.value
  // a branch that went on since keeps what it has now; the files of then stay in the snapshot
  if (snapshot === null || head !== branchHead) return ok(begun)
  const restored = await restoreSnapshot(git, { path, snapshot })
  if (restored.ok) return ok(begun)
  const addition = { kind: 'addition', path, branch, head, made: added.value.made } as const
  await finishAddition(project, git, { id: begun, addition })
  return restored
}
