import type { Entry, Usage } from './entry.ts'
import type { ApprovalMode, Settings } from './settings.ts'
import type { Agent, Alert, Approval, ModelInfo, Project, Queued, Run, State } from './state.ts'

/** Facts in the past tense. They are numbered by the feed, appended and never edited. */
export type Event =
  | { type: 'project-opened'; project: Project; agents: Agent[]; closed: State['closed']; viewed: string }
  | { type: 'branch-changed'; agentId: string; branch: string | null }
  | { type: 'agent-created'; agent: Agent }
  | { type: 'agent-renamed'; agentId: string; name: string }
  | { type: 'agent-closed'; agentId: string; closedAt: number }
  | { type: 'agents-ordered'; ids: string[] }
  | { type: 'agent-viewed'; agentId: string }
  | { type: 'approval-mode-set'; agentId: string; approval: ApprovalMode }
  | { type: 'model-set'; agentId: string; model: string | null }
  | { type: 'draft-saved'; agentId: string; text: string }
  | { type: 'entry-appended'; entry: Entry }
  | { type: 'head-moved'; agentId: string; head: string | null }
  | { type: 'run-changed'; agentId: string; run: Run }
  | { type: 'reply-finished'; agentId: string }
  | { type: 'message-queued'; agentId: string; message: Queued }
  | { type: 'message-unqueued'; agentId: string; id: string }
  | { type: 'approval-asked'; agentId: string; approval: Approval }
  | { type: 'approval-settled'; agentId: string; id: string }
  | { type: 'usage-counted'; agentId: string; usage: Usage; contextTokens: number }
  | { type: 'settings-changed'; settings: Settings; model: ModelInfo }
  | { type: 'alert-raised'; alert: Alert }
  | { type: 'alert-dismissed'; id: string }
