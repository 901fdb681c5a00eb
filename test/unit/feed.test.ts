import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { mergeChunk } from '../../main/core/rpc/chunks.ts'
import { createFeed } from '../../main/core/rpc/feed.ts'
import type { Chunk, Frame } from '../../preload/protocol/wire.ts'
import { emptyState } from '../helpers/state.ts'

const piece = (text: string, at: number): Chunk => ({
  kind: 'reply',
  agentId: 'a',
  replyId: 'r',
  part: 'text',
  at,
  text,
})

describe('the feed', () => {
  test('gives a page the state first and then every event, numbered without a gap', () => {
    const feed = createFeed(emptyState)
    feed.emit({ type: 'alert-dismissed', id: 'x' })
    const frames: Frame[] = []
    feed.join((frame) => frames.push(frame))
    feed.emit({ type: 'alert-dismissed', id: 'y' })
    feed.emit({ type: 'alert-dismissed', id: 'z' })
    expect(frames.map((frame) => [frame.kind, 'n' in frame ? frame.n : null])).toEqual([
      ['state', 1],
      ['event', 2],
      ['event', 3],
    ])
  })

  test('sends chunks to whoever looks at their agent, and before the event that follows them', () => {
    const feed = createFeed(emptyState)
    const seen: string[] = []
    const looking = feed.join((frame) => seen.push(frame.kind === 'chunk' ? JSON.stringify(frame.chunk) : frame.kind))
    const elsewhere: string[] = []
    feed.join((frame) => elsewhere.push(frame.kind))
    looking.viewing = 'a'
    feed.stream(piece('Hel', 0))
    feed.stream(piece('lo', 3))
    feed.emit({ type: 'alert-dismissed', id: 'x' })
    expect(seen).toEqual(['state', JSON.stringify(piece('Hello', 0)), 'event'])
    expect(elsewhere).toEqual(['state', 'event'])
  })

  test('lets chunks go by themselves after a frame', () => {
    vi.useFakeTimers()
    const feed = createFeed(emptyState)
    const kinds: string[] = []
    feed.join((frame) => kinds.push(frame.kind)).viewing = 'a'
    feed.stream(piece('x', 0))
    vi.runAllTimers()
    vi.useRealTimers()
    expect(kinds).toEqual(['state', 'chunk'])
  })

  test('sends nothing to a page that left', () => {
    const feed = createFeed(emptyState)
    const frames: Frame[] = []
    feed.join((frame) => frames.push(frame)).close()
    feed.emit({ type: 'alert-dismissed', id: 'x' })
    expect(frames).toHaveLength(1)
  })
})

describe('merging chunks', () => {
  test('keeps every character at its place', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), (texts) => {
        let at = 0
        let waiting: Chunk[] = []
        for (const text of texts) {
          waiting = mergeChunk(waiting, piece(text, at))
          at += text.length
        }
        expect(waiting).toEqual(texts.length === 0 ? [] : [piece(texts.join(''), 0)])
      }),
    )
  })

  test('does not join over a hole, nor across replies', () => {
    const other: Chunk = { kind: 'reply', agentId: 'a', replyId: 's', part: 'text', at: 1, text: 'b' }
    expect(mergeChunk([piece('a', 0)], piece('c', 2))).toHaveLength(2)
    expect(mergeChunk([piece('a', 0)], other)).toHaveLength(2)
  })
})
