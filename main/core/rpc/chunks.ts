import type { Chunk } from '../../../preload/protocol/wire.ts'

/** Adds a chunk to those that wait: text that continues the same text becomes one chunk. */
export function mergeChunk(waiting: Chunk[], chunk: Chunk): Chunk[] {
  const index = waiting.findLastIndex((other) => sameStream(other, chunk))
  const before = waiting[index]
  if (!before) return [...waiting, chunk]
  const joined = join(before, chunk)
  return joined ? waiting.with(index, joined) : [...waiting, chunk]
}

function sameStream(a: Chunk, b: Chunk): boolean {
  if (a.kind === 'reply' && b.kind === 'reply') return a.replyId === b.replyId && a.part === b.part
  if (a.kind === 'output' && b.kind === 'output') return a.agentId === b.agentId && a.callId === b.callId
  if (a.kind === 'terminal' && b.kind === 'terminal') return a.id === b.id
  return a.kind === 'drafting' && b.kind === 'drafting' && a.replyId === b.replyId
}

function join(a: Chunk, b: Chunk): Chunk | null {
  if (b.kind === 'drafting') return b
  if (a.kind === 'drafting') return null
  return a.at + a.text.length === b.at ? { ...a, text: a.text + b.text } : null
}
