import { randomUUID } from 'node:crypto'
import type { Delta } from '../models/model.ts'
import { liveOf, type Project } from '../project.ts'
import { keepPartial } from '../store/runs.ts'
import { describeCall } from '../tools/registry.ts'

/** A reply on its way. */
export type LiveReply = { replyId: string; text: string; reasoning: string }

/** How often a streaming reply is put on disk: what a crash may cost (SPEC section 10 allows a second). */
const keepEveryMs = 500

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
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<unknown> = Promise.resolve()

  const keep = () => {
    timer = null
    writing = project.database
      .write([keepPartial(agentId, { text: reply.text, reasoning: reply.reasoning, model })])
      .catch((error: unknown) => project.log({ level: 'error', message: 'a partial reply was not kept', error }))
  }

  const grow = (part: 'text' | 'reasoning', text: string) => {
    project.feed.stream({ kind: 'reply', agentId, replyId: reply.replyId, part, at: reply[part].length, text })
    reply[part] += text
    timer ??= setTimeout(keep, keepEveryMs)
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
      if (timer) clearTimeout(timer)
      await writing
      return reply
    },
    leave(): void {
      live.reply = null
    },
  }
}
