import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { conversations } from '../state/conversation.ts'
import type { OpenConversation } from '../state/open-conversation.ts'
import { sentStore } from '../state/sent.ts'
import { serveButtons } from './copy.ts'
import { holdAt } from './hold-at.ts'
import { leavePlace, placeOf } from './places.ts'
import { RowView } from './RowView.tsx'
import { type CallRow, type Row, rowsOf } from './rows.ts'
import { Spoken } from './Spoken.tsx'
import { Tail } from './Tail.tsx'
import { useConversation } from './use-conversation.ts'
import { useSeeking } from './use-seeking.ts'
import { useStick } from './use-stick.ts'
import './log.css'

const reachFrom = 800

type Props = { agentId: string; entries: OpenConversation['entries']; replyOf: OpenConversation['replyOf'] }

/**
 * The entries of a conversation, drawn where they can be seen.
 *
 * It must be keyed by its agent: it takes up the place that was left and
 * leaves it when it goes. What the model writes is followed by its own row, so
 * this draws anew when an entry comes and not for every word.
 */
export function Log({ agentId, entries, replyOf }: Props) {
  const replyId = useConversation(agentId, (view) => view.open?.reply?.replyId ?? null)
  const speaking = useConversation(
    agentId,
    ({ open }) => !!open?.reply && open.reply.text + open.reply.reasoning !== '',
  )
  const reaching = useConversation(agentId, (view) => view.reaching)
  const rows = useMemo(() => {
    const all = rowsOf(entries, replyOf)
    if (replyId !== null && speaking) all.push({ kind: 'assistant', key: replyId, entry: null, spent: null })
    return all
  }, [entries, replyOf, replyId, speaking])
  const pending = useMemo(() => rows.filter(isPending), [rows])

  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const first = rows[0]?.key
  const [place] = useState(() => placeOf(agentId, first, rows.length))
  const { away, stuck, toEnd, letGo, look } = useStick(scroller, place?.atEnd ?? true)

  const before = useRef(first)
  const prepended = before.current !== first && rows.some(({ key }) => key === before.current)
  const latest = useRef({ first, rows: rows.length })
  useLayoutEffect(() => {
    before.current = first
    latest.current = { first, rows: rows.length }
    look()
  })

  useLayoutEffect(() => {
    if (!place || place.atEnd) toEnd()
    else if (scroller.current) holdAt(() => place.offset, scroller.current, stuck)
    return () => {
      const at = list.current
      if (at)
        leavePlace(agentId, { ...latest.current, heights: at.cache, offset: at.scrollOffset, atEnd: stuck.current })
    }
  }, [agentId, place, stuck, toEnd])

  useEffect(
    () =>
      sentStore.subscribe((now, before) => {
        if (now[agentId] !== before[agentId]) toEnd()
      }),
    [agentId, toEnd],
  )

  useEffect(() => (scroller.current ? serveButtons(scroller.current, letGo) : undefined), [letGo])

  const lit = useSeeking(agentId, { rows, list, scroller, stuck, letGo })

  function onScroll(offset: number) {
    look()
    if (offset < reachFrom) void conversations.reach(agentId)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'End' || event.target !== scroller.current) return
    // The browser would travel to where the end is now, and rows that are drawn on the way move it.
    event.preventDefault()
    toEnd()
  }

  return (
    <div className="log-frame">
      <div
        ref={scroller}
        className="log virtual"
        role="log"
        aria-label="Conversation"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          shift={prepended}
          onScroll={onScroll}
          onResize={look}
          bufferSize={500}
          {...(place?.rows === rows.length ? { cache: place.heights } : {})}
        >
          {rows.map((row, index) => (
            <RowView
              key={row.key}
              agentId={agentId}
              row={row}
              after={rows[index - 1]?.kind ?? 'start'}
              lit={row.key === lit}
            />
          ))}
          <div key="tail" className="row" data-row="tail">
            <Tail agentId={agentId} pending={pending} />
          </div>
        </Virtualizer>
      </div>
      <Spoken agentId={agentId} last={rows.at(-1)} />
      {reaching && <p className="log-reaching">Loading what was said before</p>}
      {away && (
        <button
          type="button"
          className="log-below"
          onClick={toEnd}
          onWheel={({ deltaY }) => scroller.current?.scrollBy(0, deltaY)}
        >
          {away === 'fresh' ? 'New below' : 'To the end'}
        </button>
      )}
    </div>
  )
}

const isPending = (row: Row): row is CallRow => row.kind === 'call' && row.result === null && row.turn !== 'never'
