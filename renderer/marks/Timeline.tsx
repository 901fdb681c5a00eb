import { useEffect } from 'react'
import { useStore } from 'zustand'
import { explain } from '../../preload/protocol/explain.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import type { Place } from '../../preload/protocol/timeline.ts'
import { counted } from '../git/change-words.ts'
import { ChordKeys } from '../palette/ChordKeys.tsx'
import { timelines, useTimeline } from '../state/timeline.ts'
import { useAgent } from '../state/use.ts'
import { Button } from '../ui/Button.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { MarkTree } from './MarkTree.tsx'
import { panelStore, unchoose } from './panel.ts'
import { nameOf } from './place-words.ts'
import { useLayout } from './use-layout.ts'
import './timeline.css'

/** The tree of marks of the shown agent's session. It follows the session also while it is hidden: others name its marks. */
export function Timeline({ agentId, hidden }: { agentId: string; hidden: boolean }) {
  const agent = useAgent(agentId)
  useEffect(() => void timelines.show(agentId), [agentId])
  if (hidden || !agent) return null
  return (
    <aside className="marks" aria-label="Mark timeline" data-hue={agent.hue}>
      <Tree key={agentId} agent={agent} />
    </aside>
  )
}

function Tree({ agent }: { agent: Agent }) {
  const places = useTimeline(agent.id, ({ open }) => open?.places ?? null)
  const fault = useTimeline(agent.id, (view) => view.fault)
  const { forest, layout } = useLayout(agent.id, places ?? none)
  const empty = layout.rows.length === 0
  return (
    <>
      <header className="marks-head">
        <h2>Marks</h2>
        {empty ? null : <span>{counted(forest.paths, 'path')}</span>}
      </header>
      {fault ? (
        <div className="marks-fault">
          <p role="alert">{explain(fault)}</p>
          <Button onClick={() => void timelines.show(agent.id)}>Try again</Button>
        </div>
      ) : null}
      {places === null ? (
        <div className="tree-scroll" aria-busy={fault === null} />
      ) : (
        <>
          {empty ? null : <MarkTree agent={agent} places={places} layout={layout} />}
          {forest.marks === 0 ? (
            <p className="marks-none">
              <ChordKeys action="mark" /> marks a place to come back to.
            </p>
          ) : null}
          <Choosing places={places} />
          {empty ? null : <Hints />}
        </>
      )}
    </>
  )
}

const none: ReadonlyMap<string, Place> = new Map()

/** One place is chosen: another is wanted. */
function Choosing({ places }: { places: ReadonlyMap<string, Place> }) {
  const chosen = useStore(panelStore, (panel) => panel.chosen)
  const place = chosen === null ? undefined : places.get(chosen)
  if (!place) return null
  return (
    <div className="marks-choosing" role="status">
      <p>
        Compare <b>{nameOf(place)}</b> with which?
      </p>
      <Button tone="quiet" onClick={unchoose}>
        Cancel
      </Button>
    </div>
  )
}

/** What the keys do, for whoever is on the keyboard. */
function Hints() {
  return (
    <p className="marks-hints" aria-hidden="true">
      <span>
        <Kbd keys={['Enter']} /> actions
      </span>
      <span>
        <Kbd keys={['C']} /> compare
      </span>
      <span>
        <Kbd keys={['F2']} /> rename
      </span>
    </p>
  )
}
