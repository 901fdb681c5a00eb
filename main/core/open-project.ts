import { randomUUID } from 'node:crypto'
import type { FaultOf } from '../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../preload/protocol/result.ts'
import type { ApprovalMode } from '../../preload/protocol/settings.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { followStatus } from './agents/follow-status.ts'
import { deliver } from './agents/inbox.ts'
import { liveAgent } from './agents/live-agent.ts'
import { partialKeeper } from './agents/partial-keeper.ts'
import { recover } from './agents/recover.ts'
import { newAgent } from './agents/roster.ts'
import { stopRun } from './agents/runs.ts'
import { settleUnfinished } from './agents/settle-unfinished.ts'
import { serial } from './conversation/serial.ts'
import { gitInside } from './git/git-inside.ts'
import { branchOf } from './git/head.ts'
import { chooseReads, type LoadReads } from './git/reads/choose-reads.ts'
import { systemReads } from './git/reads/system-reads.ts'
import { findRepository } from './git/repository.ts'
import { writeQueue } from './git/write-queue.ts'
import { listMemory } from './memory/documents.ts'
import type { Project } from './project.ts'
import { faultOf } from './rpc/dispatch.ts'
import { insertAgent, readClosedAgents, readOpenAgents } from './store/agents.ts'
import { readAwaited } from './store/awaited-merges.ts'
import { claimProject, type Lock } from './store/lock.ts'
import { readOpenMerges } from './store/merges.ts'
import { type OpenedRow, openProjectRow } from './store/projects.ts'
import { readUnsaved } from './store/unsaved-memory.ts'
import { recordingGit } from './terminal/git-log.ts'
import { openTerminals, speakerOf } from './terminal/terminals.ts'

type OpenFault = FaultOf<
  | 'not-a-folder'
  | 'not-a-repository'
  | 'bare-repository'
  | 'open-elsewhere'
  | 'git-missing'
  | 'git-too-old'
  | 'git-failed'
>

export type OpenedProject = { project: Project; close: () => Promise<void> }

/** All that a project needs and its window already has. */
export type ProjectParts = Omit<
  Project,
  | 'info'
  | 'live'
  | 'partials'
  | 'deliver'
  | 'terminals'
  | 'write'
  | 'memoryInOrder'
  | 'verdicts'
  | 'naming'
  | 'status'
  | 'reads'
> & {
  /** How the root agent asks in this start, over what was kept of it; null: as kept. */
  rootApproval: ApprovalMode | null
  loadReads: LoadReads
}

/**
 * Opens the repository that a folder is in: claims it for this process, reads
 * its agents, makes the root agent where there is none, and settles what a
 * crash left half done or open.
 */
export async function openProject(
  parts: ProjectParts,
  home: string,
  folder: string,
): Promise<Result<OpenedProject, OpenFault>> {
  const found = await findRepository(parts.git, folder)
  if (!found.ok) return found
  const { path, name } = found.value
  const row = await openProjectRow(parts.database, { path, name, now: parts.clock() })
  const claim = claimProject(home, row.id)
  if ('heldBy' in claim) return fail({ kind: 'open-elsewhere', path, pid: claim.heldBy })
  try {
    return ok(await openClaimed(parts, row, claim))
  } catch (error) {
    // else this very process would be said to have it open
    claim.release()
    throw error
  }
}

async function openClaimed(parts: ProjectParts, row: OpenedRow, claim: Lock): Promise<OpenedProject> {
  const { path } = row
  const terminals = openTerminals(parts)
  const git = recordingGit(
    gitInside(parts.git),
    (directory, agentId) => speakerOf(parts.feed.state(), directory, agentId),
    terminals.git,
  )
  const reads = chooseReads(systemReads(git), parts.loadReads, ({ reader, failed }) => {
    parts.feed.emit({ type: 'reader-changed', reader })
    if (failed) parts.feed.emit({ type: 'alert-raised', alert: { id: randomUUID(), fault: failed } })
  })
  const queue = writeQueue(git)
  const parted: Omit<Project, 'status'> = {
    ...parts,
    git,
    reads,
    terminals,
    info: { id: row.id, name: row.name, path },
    partials: partialKeeper(parts.database, parts.log),
    deliver: (agentId, message) => deliver(project, agentId, message),
    write: (job) => queue(path, job),
    memoryInOrder: serial(),
    verdicts: new Map(),
    live: new Map(),
    naming: new Set(),
  }
  const project: Project = { ...parted, status: await followStatus(parted) }
  try {
    await settleUnfinished(project)
    await showProject(project, row, parts)
  } catch (error) {
    await project.status.close()
    throw error
  }
  // the project is open by now: what cannot be closed rightly is told, and tried again at the next start
  await recover(project).catch((error: unknown) => {
    const fault = faultOf(error, parts.log, 'recovering')
    parts.feed.emit({ type: 'alert-raised', alert: { id: randomUUID(), fault } })
  })
  void project.status.refresh()

  return {
    project,
    async close() {
      await project.status.close()
      for (const live of project.live.values()) live.closing.abort()
      await Promise.all([...project.live.keys()].map((id) => stopRun(project, id, { kind: 'interrupted' })))
      await Promise.all([...project.live.values()].map(({ kept }) => kept))
      await project.terminals.shells.closeAll()
      claim.release()
    },
  }
}

/** Tells the page of the project, with its agents as they were kept. */
async function showProject(
  project: Project,
  row: OpenedRow,
  { git, rootApproval }: Pick<ProjectParts, 'git' | 'rootApproval'>,
): Promise<void> {
  const { database, feed, info, live } = project
  const agents = await withRoot(project, await readOpenAgents(database, row.id))
  const branch = await branchOf(git, info.path)
  const merges = await readOpenMerges(database, row.id)
  for (const { id } of agents) live.set(id, liveAgent(id))
  feed.emit({
    type: 'project-opened',
    project: info,
    agents: agents.map((agent) => {
      const asked = agent.kind === 'root' ? rootApproval : null
      const status = agent.ownWorktree ? agent.status : { ...agent.status, branch }
      return { ...agent, status, approval: asked ?? agent.approval }
    }),
    merges,
    memory: await listMemory(project),
    unsaved: await readUnsaved(database, row.id),
    awaited: await readAwaited(database, row.id),
    closed: await readClosedAgents(database, row.id),
    viewed: agents.find(({ id }) => id === row.viewed)?.id ?? agents[0]?.id ?? '',
  })
}

async function withRoot(project: Project, agents: Agent[]): Promise<Agent[]> {
  if (agents.some(({ kind }) => kind === 'root')) return agents
  const { path, id } = project.info
  const root = newAgent({ name: 'main', kind: 'root', directory: path, approval: project.approvalForNew() })
  await project.database.write([insertAgent(id, root, project.clock())])
  return [root, ...agents]
}
