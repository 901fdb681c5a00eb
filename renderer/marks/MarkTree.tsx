import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { Agent } from '../../preload/protocol/state.ts'
import type { Place } from '../../preload/protocol/timeline.ts'
import { useConversation } from '../conversation/use-conversation.ts'
import { useHost } from '../state/use.ts'
import { show } from '../state/view.ts'
import { carryOut, type Deed } from './deeds.ts'
import { draw } from './drawing.ts'
import { PlaceCard } from './PlaceCard.tsx'
import { choose, panelStore, turnFold, unchoose } from './panel.ts'
import { beginQuote } from './quote.ts'
import type { Layout, RowOf } from './rows.ts'
import { goalOf } from './stops.ts'
import { TreeLines } from './TreeLines.tsx'
import { TreeRows } from './TreeRows.tsx'
import { useHeadInSight } from './use-head-in-sight.ts'
import { useHoverCard } from './use-hover-card.ts'
import { useStretch } from './use-stretch.ts'
import { elementAt, indexOf, useTreeWalk } from './use-tree-walk.ts'
import './tree.css'
import './tree-words.css'

type Props = { agent: Agent; places: ReadonlyMap<string, Place>; layout: Layout }

/**
 * The tree of places of an agent's session, of which only what can be seen is drawn. It must be keyed by its agent.
 *
 * Walked with the arrow keys; Enter, or a click, opens a place's card; C, Space or Ctrl+click choose two to be compared.
 */
export function MarkTree({ agent, places, layout }: Props) {
  const agents = useHost(({ agents }) => agents) ?? []
  const closed = useHost(({ closed }) => closed) ?? []
  const chosen = useStore(panelStore, (panel) => panel.chosen)
  const drawing = useMemo(() => draw(layout), [layout])
  // What a command answered stands behind a mark without leaving it.
  const spoken = useConversation(agent.id, ({ open }) => open?.entries.findLast(({ kind }) => kind !== 'notice')?.id)
  const goal = useMemo(
    () => goalOf(places, agent.place, spoken ?? agent.head),
    [places, agent.place, spoken, agent.head],
  )
  const scroller = useRef<HTMLDivElement>(null)
  const stretch = useStretch(scroller, drawing)
  const walk = useTreeWalk(scroller, layout.rows, agent.id, agent.place)
  const { card, pointAt, hold, leave, pin, close } = useHoverCard()
  useHeadInSight(scroller, agent.id, drawing, agent.place)
  const { rows } = layout
  const shownAt = card ? rows.findIndex(({ key }) => key === card.id) : -1
  const shown = rows[shownAt]
  const hueOf = (agentId: string) => agents.find(({ id }) => id === agentId)?.hue
  const nameOfAgent = (id: string) => [...agents, ...closed].find((one) => one.id === id)?.name ?? null
  const placeAt = (index: number | null) => {
    const row = rows[index ?? -1]
    return row?.kind === 'place' ? row.place : null
  }

  const open = (index: number) => {
    const row = rows[index]
    if (row?.kind === 'fold') turnFold(row.key)
    else if (row?.kind === 'head') show(row.agentId)
    else if (row?.kind === 'place') pin(row.place.id)
  }

  function meant(event: KeyboardEvent, index: number): (() => void) | undefined {
    const { key } = event
    const row = rows[index]
    const place = placeAt(index)
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined
    if (key === 'Enter' || key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) return () => open(index)
    if (row?.kind === 'fold' && (key === ' ' || key === (row.fold.open ? 'ArrowLeft' : 'ArrowRight')))
      return () => open(index)
    if (place && (key === ' ' || key.toLowerCase() === 'c')) return () => choose(agent.id, place.id)
    if (place?.kind === 'mark' && key === 'F2') return () => carryOut('rename', agent.id, place, null)
    if (key === 'Escape' && card) return close
    if (key === 'Escape' && chosen !== null) return unchoose
    const to = walk.step(event, index)
    return to === undefined ? undefined : () => walk.goTo(to)
  }

  const pressed = (event: KeyboardEvent) => {
    const index = indexOf(event)
    const does = index === null ? undefined : meant(event, index)
    if (!does) return
    event.preventDefault()
    event.stopPropagation()
    does()
  }

  const pointed = (event: PointerEvent) => {
    const place = placeAt(indexOf(event))
    if (place && event.pointerType === 'mouse' && event.buttons === 0) pointAt(place.id)
    else leave()
  }

  function carry(deed: Deed, { place }: RowOf<'place'>) {
    // A dialog gives the focus back to where it was: that must be something that stays.
    elementAt(scroller.current, shownAt)?.focus({ preventScroll: true })
    close()
    carryOut(deed, agent.id, place, agent.place)
  }

  return (
    <>
      <div className="tree-scroll" ref={scroller} onScroll={() => card && !card.pinned && close()}>
        <div
          role="tree"
          aria-label="Marks"
          className="tree"
          tabIndex={-1}
          style={{ height: `${drawing.tops.at(-1) ?? 0}px` }}
          onKeyDown={pressed}
          onClick={(event) => {
            const index = indexOf(event)
            if (index === null) return
            const place = placeAt(index)
            walk.stopAt(index)
            if (place && (event.ctrlKey || event.metaKey)) choose(agent.id, place.id)
            else open(index)
          }}
          onContextMenu={(event) => {
            const index = indexOf(event)
            if (index === null) return
            event.preventDefault()
            open(index)
          }}
          onPointerOver={pointed}
          onPointerLeave={leave}
          onDragStart={(event) => {
            const place = placeAt(indexOf(event))
            if (!place) return
            close()
            beginQuote(event, place.label)
          }}
        >
          <TreeLines drawing={drawing} stretch={stretch} viewed={agent.id} hueOf={hueOf} />
          <TreeRows
            drawing={drawing}
            stretch={stretch}
            viewed={agent.id}
            current={agent.place}
            goal={goal}
            chosen={chosen}
            shown={card?.id ?? null}
            stop={walk.stop}
            hueOf={hueOf}
          />
        </div>
      </div>
      {card && shown?.kind === 'place' ? (
        <PlaceCard
          key={card.id}
          agentId={agent.id}
          place={shown.place}
          whose={shown.place.agentId === agent.id ? null : nameOfAgent(shown.place.agentId)}
          lost={shown.way === null}
          here={(spoken ?? agent.head) === shown.place.id}
          running={agent.run.state === 'running'}
          row={() => elementAt(scroller.current, shownAt)}
          pinned={card.pinned}
          onDeed={(deed) => carry(deed, shown)}
          onLeave={() => {
            walk.goTo(shownAt)
            close()
          }}
          onClose={close}
          onPointer={(on) => (on ? hold() : leave())}
        />
      ) : null}
    </>
  )
}
