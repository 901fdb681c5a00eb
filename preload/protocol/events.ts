import type { Entry, Usage } from './entry.ts'
import type { Branch, WorkStatus } from './git.ts'
import type { MemoryDocument, Unsaved } from './memory.ts'
import type { Reader } from './reader.ts'
import type { ApprovalMode, Settings } from './settings.ts'
import type {
  Agent,
  Alert,
  Approval,
  AwaitedMerge,
  KnownMerge,
  ModelInfo,
  Project,
  Queued,
  Run,
  State,
  Terminal,
} from './state.ts'
import type { MoveReason, Place } from './timeline.ts'

/** Facts in the past tense. They are numbered by the feed, appended and never edited. */
export type Event =
  | {
      type: 'project-opened'
      project: Project
      agents: Agent[]
      merges: State['merges']
      awaited: State['awaited']
      closed: State['closed']
      memory: MemoryDocument[]
      unsaved: State['unsaved']
      viewed: string
    }
  | { type: 'status-changed'; agentId: string; status: WorkStatus }
  | { type: 'directory-lost'; agentId: string; lost: boolean }
  | { type: 'branches-changed'; branches: Branch[] }
  /** `commits`: how many of the source's it brought, or made anew; null: not known. */
  | { type: 'merge-made'; merge: KnownMerge; commits: number | null }
  | { type: 'merge-settled'; id: string }
  | { type: 'merge-awaited'; merge: AwaitedMerge }
  | { type: 'merge-offered'; agentId: string }
  | { type: 'merge-offer-ended'; agentId: string }
  | { type: 'agent-created'; agent: Agent }
  | { type: 'agent-renamed'; agentId: string; name: string }
  | { type: 'agent-closed'; agentId: string; closedAt: number }
  | { type: 'agent-restored'; agent: Agent }
  | { type: 'agents-ordered'; ids: string[] }
  | { type: 'agent-viewed'; agentId: string }
  | { type: 'approval-mode-set'; agentId: string; approval: ApprovalMode }
  | { type: 'model-set'; agentId: string; model: string | null }
  | { type: 'draft-saved'; agentId: string; text: string }
  | { type: 'entry-appended'; entry: Entry }
  | {
      type: 'head-moved'
      agentId: string
      head: string | null
      session: string | null
      place: string | null
      reason: MoveReason
      offer: string | null
      /** What the path costs from there on. */
      contextTokens: number
    }
  | { type: 'place-added'; place: Place }
  | { type: 'place-kept'; id: string; files: Place['files'] }
  | { type: 'place-renamed'; id: string; label: string }
  | { type: 'memory-changed'; document: MemoryDocument }
  | { type: 'memory-deleted'; number: number }
  | { type: 'memory-kept'; number: number | null; unsaved: Unsaved | null }
  | { type: 'run-changed'; agentId: string; run: Run }
  | { type: 'reply-finished'; agentId: string }
  | { type: 'message-queued'; agentId: string; message: Queued }
  | { type: 'message-unqueued'; agentId: string; id: string }
  | { type: 'approval-asked'; agentId: string; approval: Approval }
  | { type: 'approval-settled'; agentId: string; id: string }
  | { type: 'usage-counted'; agentId: string; usage: Usage; contextTokens: number }
  | { type: 'settings-changed'; settings: Settings; model: ModelInfo }
  | { type: 'reader-changed'; reader: Reader }
  | { type: 'alert-raised'; alert: Alert }
  | { type: 'alert-dismissed'; id: string }
  | { type: 'terminal-started'; terminal: Terminal }
  | { type: 'terminal-ended'; id: string; exit: number }
  | { type: 'terminal-closed'; id: string }
  /** Much was printed, and now nothing is: a page that is not at `at` has missed some. */
  | { type: 'terminal-rested'; id: string; at: number }
