import { randomUUID } from 'node:crypto'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { noUsage } from '../../../preload/protocol/reduce.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { settleIndexLater } from '../git/settle-index.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { insertAgent, unknownStatus, updateAgent } from '../store/agents.ts'
import type { Statement } from '../store/database.ts'
import { readContextTokens } from '../store/entries.ts'
import { conversationOnly, journalStatement, type Position } from '../store/moves.ts'
import { endWork } from '../store/unfinished.ts'
import { finishAddition } from './finish-addition.ts'
import { liveAgent } from './live-agent.ts'
import { withName } from './names.ts'
import { makeWorktree, type WorktreeFault, type WorktreeWish } from './own-worktree.ts'

const hues = 8

export type HelperWish = {
  parentId: string
  /** Null: a random one. */
  name: string | null
  /** Null: it works in its parent's directory. */
  worktree: WorktreeWish | null
  kind?: 'sub'
  /** Where its conversation goes on; null: it begins afresh. */
  from: Position | null
}

export type NewHelper = {
  agent: Agent
  /** What the user should know, a line each. */
  notes: string[]
}

/** Makes a helper below another agent, in a worktree of its own where that is wished for. */
export function newHelper(
  project: Project,
  wish: HelperWish,
): Promise<Result<NewHelper, FaultOf<'bad-name' | 'name-taken'> | WorktreeFault>> {
  return withName(project, { wish: wish.name }, (name) => makeHelper(project, wish, name))
}

async function makeHelper(project: Project, wish: HelperWish, name: string): Promise<Result<NewHelper, WorktreeFault>> {
  const parent = agentOf(project, wish.parentId)
  const shared: Agent = {
    ...newAgent({
      name,
      kind: wish.kind ?? 'helper',
      directory: parent.directory,
      approval: project.approvalForNew(),
    }),
    parentId: parent.id,
    hue: freeHue(project),
    status: parent.status,
    model: parent.model,
    head: wish.from?.head ?? null,
    session: wish.from?.session ?? null,
    place: wish.from?.place ?? null,
    contextTokens: await readContextTokens(project.database, wish.from?.head ?? null),
  }
  const brought = wish.worktree?.start?.snapshot ?? null
  const fork = {
    ...conversationOnly,
    from: null,
    to: shared.head,
    reason: 'fork',
    at: project.clock(),
    brought,
  } as const
  const forked = wish.from === null ? [] : [journalStatement(shared.id, fork)]
  if (wish.worktree === null) {
    await addToRoster(project, shared, { madeBranch: false, also: forked })
    return ok({ agent: shared, notes: [] })
  }
  const made = await makeWorktree(project, { name, parent, wish: wish.worktree })
  if (!made.ok) return made
  const { path, branch, head, base, madeBranch, begun, notes } = made.value
  const agent = { ...shared, directory: path, ownWorktree: true, base, status: { ...unknownStatus, branch, base } }
  try {
    await addToRoster(project, agent, { madeBranch, also: [endWork(begun), ...forked] })
  } catch (error) {
    const addition = { kind: 'addition', path, branch, head, made: madeBranch } as const
    await project.write((git) => finishAddition(project, git, { id: begun, addition }))
    throw error
  }
  settleIndexLater(project.git, { path, agentId: agent.id, signal: liveOf(project, agent.id).closing.signal })
  return ok({ agent, notes })
}

async function addToRoster(
  project: Project,
  agent: Agent,
  { madeBranch, also }: { madeBranch: boolean; also: readonly Statement[] },
): Promise<void> {
  await project.database.write([insertAgent(project.info.id, agent, project.clock(), madeBranch), ...also])
  project.live.set(agent.id, liveAgent(agent.id))
  project.feed.emit({ type: 'agent-created', agent })
  void project.status.refresh()
}

/** An agent with nothing said yet. */
export function newAgent(at: Pick<Agent, 'name' | 'kind' | 'directory' | 'approval'>): Agent {
  return {
    ...at,
    id: randomUUID(),
    parentId: null,
    hue: 0,
    ownWorktree: false,
    base: null,
    status: unknownStatus,
    lost: false,
    model: null,
    head: null,
    session: null,
    place: null,
    offer: null,
    run: { state: 'idle' },
    queue: [],
    approvals: [],
    unread: 0,
    usage: noUsage,
    contextTokens: 0,
    draft: '',
  }
}

export function renameAgent(
  project: Project,
  agentId: string,
  wish: string,
): Promise<Result<string, FaultOf<'bad-name' | 'name-taken'>>> {
  return withName(project, { wish, own: agentId }, async (name): Promise<Result<string, never>> => {
    await project.database.write([updateAgent(agentId, { name })])
    project.feed.emit({ type: 'agent-renamed', agentId, name })
    return ok(name)
  })
}

/** The hue that the fewest open agents have. The first is the root's own. */
function freeHue(project: Project): number {
  const used = project.feed.state().agents.map(({ hue }) => hue)
  const count = (hue: number) => used.filter((other) => other === hue).length
  const candidates = Array.from({ length: hues - 1 }, (_, index) => index + 1)
  return candidates.reduce((best, hue) => (count(hue) < count(best) ? hue : best))
}
