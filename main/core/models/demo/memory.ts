import type { Call } from './play.ts'
import { type Done, heldBack } from './scene.ts'

/** A document for the memory that all agents share. */
export function remember(document: { title: string; alias: string; content: string }): Call {
  return { name: 'memory_write', arguments: document }
}

/** `Created #mem-187 (permission-cache/comparison)`, as the memory itself said it; else that it was not kept, and why. */
export function kept(done: Done | undefined): string {
  const said = done?.result.split('\n')[0] ?? ''
  return /#mem-\d+/.test(said) ? said : `Not kept in memory: ${said}`
}

/** The documents that a message names, to be read. */
export function namedIn(asked: string): Call[] {
  const refs = new Set(asked.match(/#mem-\w+(?:[/-]\w+)*/g))
  return [...refs].map((ref) => ({ name: 'memory_read', arguments: { ref } }))
}

/** What was said under a mark. */
export function readMark(label: string): Call {
  return { name: 'read_mark', arguments: { label } }
}

/** What a reading tool found; null where there was nothing of that name. */
export function found(done: Done | undefined): string | null {
  if (!done || heldBack(done) !== null) return null
  const [first = ''] = done.result.split('\n')
  return /\bnot found\b|\bno (mark|memory|document|such)\b|\bdoes not exist\b|^There is no\b/i.test(first)
    ? null
    : done.result
}
