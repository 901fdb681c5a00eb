import { randomUUID } from 'node:crypto'
import type { Delta } from '../models/model.ts'
import { liveOf, type Project } from '../project.ts'
import { describeCall } from '../tools/registry.ts'

/** A reply on its way. */
export type LiveReply = { replyId: string; text: string; reasoning: string }

/**
 * Takes in what a model streams: shows it to whoever looks, and keeps it on
 * disk so that a crash loses less than a second of it.
 *
 * `settle` waits until nothing more of it will be written, so that an entry can
 * take its place; `leave` then takes it off the stage.
 */
export function receiveReply(project: Project, agentId: string, model: string) {
  const live = liveOf(project, agentId)
  let reply: LiveReply = { replyId: randomUUID(), text: '', reasoning: '' }
  live.reply = reply

  const grow = (part: 'text' | 'reasoning', text: string) => {
    project.feed.stream({ kind: 'reply', agentId, replyId: reply.replyId, part, at: reply[part].length, text })
    reply[part] += text
    project.partials.note(agentId, { text: reply.text, reasoning: reply.reasoning, model })
  }

  return {
    onDelta(delta: Delta): void {
      if (delta.kind === 'text' || delta.kind === 'reasoning') grow(delta.kind, delta.text)
      else if (delta.kind === 'call') {
        const display = describeCall(delta.name, '')
        project.feed.stream({ kind: 'drafting', agentId, replyId: reply.replyId, display, length: delta.length })
      } else {
        reply = { replyId: randomUUID(), text: '', reasoning: '' }
        live.reply = reply
      }
    },
    async settle(): Promise<LiveReply> {
      await project.partials.forget(agentId)
      return reply
    },
    leave(): void {
      live.reply = null
    },
  }
}
