import { randomUUID } from 'node:crypto'
import { uptime } from 'node:os'
import type { Fault } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { Git } from '../git/git.ts'
import type { Landing, Settled } from '../git/merge/landing.ts'
import { sweepScratch } from '../git/merge/scratch.ts'
import { settleLandings } from '../git/merge/settle-landing.ts'
import { recoverRestores } from '../git/recover-restores.ts'
import { putBack } from '../git/remove-worktree.ts'
import type { Project } from '../project.ts'
import { faultOf } from '../rpc/dispatch.ts'
import { readOpenAgents } from '../store/agents.ts'
import { insertMerge, readOpenMerges } from '../store/merges.ts'
import { endWork, readUnfinished, type Work } from '../store/unfinished.ts'
import { finishAddition } from './finish-addition.ts'
import { finishRemoval } from './finish-removal.ts'

/**
 * Ends what a crash left half done in the repository, before anything else
 * writes to it: restores, landings, worktrees on their way in or out. Says what became of
 * it; what cannot be settled is said as well, and tried again at the next start.
 */
export async function settleUnfinished(project: Project): Promise<void> {
  const told = await project.write(async (git): Promise<Result<Fault[], never>> => {
    await sweepScratch(project.info.path)
    const restores = await settled(project, () => recoverRestores(project.info.path))
    return ok([...restores, ...(await settled(project, () => landings(project, git))), ...(await works(project, git))])
  })
  // the job does not fail, and whatever waits for a lock in it says so itself
  for (const fault of told.ok ? told.value : [told.fault]) {
    project.feed.emit({ type: 'alert-raised', alert: { id: randomUUID(), fault } })
  }
}

/** A disk that fails must not keep the project from opening. */
async function settled({ log }: Project, job: () => Promise<Fault[]>): Promise<Fault[]> {
  return job().catch((error: unknown) => [faultOf(error, log, 'settling what a crash left')])
}

async function landings(project: Project, git: Git): Promise<Fault[]> {
  const { info, clock } = project
  const told: Fault[] = []
  for (const { landing, settled } of await settleLandings(git, info.path, clock() - uptime() * 1000)) {
    told.push(settled.ok ? await landed(project, landing, settled.value) : settled.fault)
  }
  return told
}

async function landed(project: Project, landing: Landing, { kind: outcome, ...rest }: Settled): Promise<Fault> {
  if (outcome === 'complete') await noteMerge(project, landing)
  const { action, branch, worktree: path } = landing
  return { kind: 'landing-interrupted', action, branch, path, outcome, left: 'left' in rest ? rest.left : [] }
}

/** A merge that landed as the app died was not noted any more, and is to be undone like any other. */
async function noteMerge({ info, database, clock }: Project, landing: Landing): Promise<void> {
  const { merge, branch: target, before, after } = landing
  const known = await readOpenMerges(database, info.id)
  if (merge === null || known.some((one) => one.target === target && one.after === after)) return
  const { source, sourceId, strategy } = merge
  const noted = { id: randomUUID(), at: clock(), source, strategy, target, before, after }
  await database.write([insertMerge(info.id, noted, sourceId)])
}

async function works(project: Project, git: Git): Promise<Fault[]> {
  const told: Fault[] = []
  for (const { id, work } of await readUnfinished(project.database, project.info.id)) {
    told.push(...(await settled(project, () => settleWork(project, git, id, work))))
  }
  return told
}

async function settleWork(project: Project, git: Git, id: string, work: Work): Promise<Fault[]> {
  const { database, info } = project
  const open = await readOpenAgents(database, info.id)
  if (work.kind === 'addition') {
    // an agent works there: the addition ended, whatever its row says
    if (open.some(({ directory }) => directory === work.path)) {
      await database.write([endWork(id)])
      return []
    }
    const taken = await finishAddition(project, git, { id, addition: work })
    if (!taken.ok) return [taken.fault]
    return taken.value === null ? [] : [{ kind: 'worktree-taken-back', path: work.path, ref: taken.value }]
  }
  if (!open.some((agent) => agent.id === work.agentId)) {
    await finishRemoval(project, git, { id, removal: work })
    return []
  }
  if (!(await putBack(work))) return [{ kind: 'worktree-set-aside', path: work.path, aside: work.aside }]
  await database.write([endWork(id)])
  return []
}
