import { type Serial, serial } from '../conversation/serial.ts'
import type { LiveReply } from './live-reply.ts'

/** What of an agent lives only while the process does. */
export type LiveAgent = {
  id: string
  /** Changes to the conversation go through here, one at a time. */
  inOrder: Serial
  /** What a person types and clicks goes through here: a message behind a rewind waits for that. */
  typed: Serial
  /** The run that goes on; `ended` resolves, and never rejects, when it is over. `withParent`: it was stopped with the one above. */
  running: { abort: AbortController; ended: Promise<void>; withParent: boolean } | null
  /** Aborted when the agent is closed or the app ends. */
  closing: AbortController
  /** Closing it goes through here: who asks a second time meets an agent that is closed, or one that stayed. */
  ending: ReturnType<typeof serial>
  /** Resolves, and never rejects, when the snapshots asked for so far are taken. */
  kept: Promise<void>
  /** Commit id of the newest snapshot; null: not known. */
  snapshot: string | null
  /** How many were taken, which keeps their names apart. */
  snapshots: number
  /** The set-up command of its worktree; resolves, and never rejects, when it has ended. */
  settingUp: Promise<unknown>
  /** The reply that streams. */
  reply: LiveReply | null
  /** Newest output of each running command, by call. */
  outputs: Map<string, { at: number; text: string }>
  /** Answers that tool calls wait for, by approval. */
  answers: Map<string, (answer: ApprovalAnswer) => void>
}

export type ApprovalAnswer = 'allow' | 'deny' | 'stopped'

/** Whether a run may begin: none goes on, and the agent is not about to be closed under it. */
export const isFree = ({ running, closing }: LiveAgent): boolean => running === null && !closing.signal.aborted

export function liveAgent(id: string): LiveAgent {
  return {
    id,
    inOrder: serial(),
    typed: serial(),
    running: null,
    closing: new AbortController(),
    ending: serial(),
    kept: Promise.resolve(),
    snapshot: null,
    snapshots: 0,
    settingUp: Promise.resolve(),
    reply: null,
    outputs: new Map(),
    answers: new Map(),
  }
}
