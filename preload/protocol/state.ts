import type { Detail, ToolDisplay, Usage } from './entry.ts'
import type { Fault } from './faults.ts'
import type { Branch, MergeDone, WorkStatus } from './git.ts'
import type { MemoryDocument, UnsavedMemory } from './memory.ts'
import type { Reader } from './reader.ts'
import type { ApprovalMode, Settings } from './settings.ts'

/** How an agent stands. `broken` runs can be continued; the fault says why they ended. */
export type Run =
  | { state: 'idle' }
  | { state: 'running'; runId: string; since: number; retry: Retry | null }
  | { state: 'broken'; runId: string; fault: Fault }

/** The model is asked again: which try is next, when (milliseconds since 1970), and why. */
export type Retry = { attempt: number; at: number; reason: string }

/** `from`: name of the agent that sent it; null: a person did. */
export type Queued = { id: string; text: string; from: string | null }

/** A tool call that waits for a person. */
export type Approval = {
  id: string
  callId: string
  /** What 'Always allow' means here: these words for commands, all edits for edits. */
  kind: 'edit' | 'command'
  display: ToolDisplay
  detail: Detail | null
  /** What 'Always allow' would allow from now on, in words. Null: it cannot be remembered. */
  remembers: string | null
  askedAt: number
}

export type Agent = {
  id: string
  name: string
  kind: 'root' | 'helper' | 'sub'
  parentId: string | null
  /** Which of the eight quiet hues follows the agent through the interface. */
  hue: number
  /** Absolute path that its tools work in. */
  directory: string
  /** It has a worktree and a branch of its own, which Ikigai made or attached it to. */
  ownWorktree: boolean
  /** The branch that its parent had checked out when it was made: where it merges to. */
  base: string | null
  /** How its directory stands. */
  status: WorkStatus
  /** Its directory is gone: removed by hand. */
  lost: boolean
  approval: ApprovalMode
  /** Null: the default of the settings. */
  model: string | null
  head: string | null
  /** The tree that its head is in: the id of its first entry; null: nothing was said yet. */
  session: string | null
  /** The nearest place at or above the head; null: there is none. */
  place: string | null
  /** After a rewind, the message that followed the place gone to: the composer offers it. */
  offer: string | null
  run: Run
  queue: Queued[]
  approvals: Approval[]
  /** Replies that ended while nobody was looking. */
  unread: number
  usage: Usage
  /** Tokens that the path costs, as the last model call on it counted them: how full the context is. */
  contextTokens: number
  draft: string
}

export type Project = { id: string; name: string; path: string }

/** Which model serves, and how; never the key itself. */
export type ModelInfo = {
  provider: 'demo' | 'openai' | 'compatible'
  name: string
  baseUrl: string
  api: 'responses' | 'chat'
  key: 'none' | 'environment' | 'keychain' | 'memory'
  /** Settings that an environment variable overrides: `OPENAI_BASE_URL`. */
  fromEnvironment: string[]
  /** Messages to begin with that it has an answer ready for: the demo model's stories. */
  openings: readonly { story: string; message: string }[]
}

export type CommandInfo = { name: string; usage: string; summary: string }

export type HostInfo = {
  kind: 'electron' | 'browser'
  version: string
  platform: string
  /** Where a key given in Settings is kept. */
  keyPlace: 'keychain' | 'memory'
  canChooseFolder: boolean
}

/** A merge that Ikigai made. */
export type KnownMerge = MergeDone & { id: string; at: number }

/** A merge that waits for an agent to solve its conflicts; `offered` once it is clean. `rest` is what was chained behind it. */
export type AwaitedMerge = { agentId: string; target: string; rest: string | null; offered: boolean }

/** A shell in an agent's directory; `ended` is its exit code once it has one. */
export type Terminal = { id: string; agentId: string; ended: number | null }

/** Something about the whole app that a person should know; dismissed by hand. */
export type Alert = { id: string; fault: Fault }

/** All that a page shows, but for the entries of conversations: those are asked for. */
export type State = {
  host: HostInfo
  project: Project | null
  /** In tab order. */
  agents: Agent[]
  /** Local branches, by name. */
  branches: Branch[]
  /** Merges that can still be undone, newest first. */
  merges: KnownMerge[]
  /** At most one for an agent. */
  awaited: AwaitedMerge[]
  /** Closed agents, newest first. */
  closed: { id: string; name: string; closedAt: number }[]
  /** The project's memory documents, newest number first. */
  memory: MemoryDocument[]
  /** What is written of memory documents and not saved. */
  unsaved: UnsavedMemory[]
  commands: CommandInfo[]
  model: ModelInfo
  settings: Settings
  reader: Reader
  alerts: Alert[]
  /** Shells, in the order they were started; at most one for each agent. */
  terminals: Terminal[]
  /** The agent that was looked at last. */
  viewed: string | null
}
