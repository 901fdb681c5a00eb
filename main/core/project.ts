import type { FaultOf } from '../../preload/protocol/faults.ts'
import type { Result } from '../../preload/protocol/result.ts'
import type { Settings } from '../../preload/protocol/settings.ts'
import type { Agent, Project as ProjectInfo } from '../../preload/protocol/state.ts'
import type { StatusFollower } from './agents/follow-status.ts'
import type { LiveAgent } from './agents/live-agent.ts'
import type { PartialKeeper } from './agents/partial-keeper.ts'
import type { Serial } from './conversation/serial.ts'
import type { Git } from './git/git.ts'
import type { VerdictCache } from './git/merge/verdict.ts'
import type { GitReads } from './git/reads/git-reads.ts'
import type { Models } from './models/select.ts'
import type { Log } from './ports.ts'
import type { Feed } from './rpc/feed.ts'
import type { Database } from './store/database.ts'
import type { Terminals } from './terminal/terminals.ts'

/**
 * Does work that changes the repository, one piece at a time across all agents.
 * The work gets a git that waits for the locks of others; it must not ask for another piece and wait for it.
 */
export type Write = <T, F>(
  job: (git: Git) => Promise<Result<T, F>>,
) => Promise<Result<T, F | FaultOf<'lock-held' | 'stopped'>>>

/** `from`: name of the agent that sends it; null: a person does. */
export type NewMessage = { text: string; from: string | null }

/** Gives an agent a message: it begins a run, or waits behind the one that goes on. */
export type Deliver = (agentId: string, message: NewMessage) => Promise<'sent' | 'queued'>

/** One repository that is open, with all that working on it takes. */
export type Project = {
  info: ProjectInfo
  database: Database
  feed: Feed
  git: Git
  reads: GitReads
  models: Models
  log: Log
  clock: () => number
  settings: () => Settings
  /** For child processes: without the key. */
  childEnvironment: Record<string, string>
  /** How new agents ask: `--approval` of this start, else the setting. */
  approvalForNew: () => Settings['approval']
  partials: PartialKeeper
  deliver: Deliver
  write: Write
  /** Changes to memory documents go through here, one at a time: an alias that was free still is when it is given. */
  memoryInOrder: Serial
  /** Verdicts on merges, by the two commits. */
  verdicts: VerdictCache
  terminals: Terminals
  status: StatusFollower
  /** What runs, waits and streams of each open agent, by id. */
  live: Map<string, LiveAgent>
  /** Names of agents that are on their way. */
  naming: Set<string>
  quit: () => void
}

/** The agent as everyone sees it. Throws where it is not open: ids from outside are checked at the door. */
export function agentOf(project: Project, agentId: string): Agent {
  const agent = project.feed.state().agents.find(({ id }) => id === agentId)
  if (!agent) throw new Error(`agent ${agentId} is not open`)
  return agent
}

/** The live half of an open agent. Throws where it is not open. */
export function liveOf(project: Project, agentId: string): LiveAgent {
  const live = project.live.get(agentId)
  if (!live) throw new Error(`agent ${agentId} is not open`)
  return live
}
