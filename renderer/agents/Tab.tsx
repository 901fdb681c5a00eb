import { type ComponentProps, useRef } from 'react'
import type { Agent } from '../../preload/protocol/state.ts'
import { useHost } from '../state/use.ts'
import { useHomeAfter } from '../ui/home.ts'
import { workingBelow } from './below.ts'
import { StandingMark, StandingWords } from './StandingMark.tsx'
import { describe } from './standing.ts'
import type { Zone } from './tab-zone.ts'
import { WorkSigns } from './WorkSigns.tsx'

type Props = ComponentProps<'div'> & {
  agent: Agent
  selected: boolean
  /** What would become of a dragged tab that is over this one. */
  drop: Zone | undefined
}

/** One agent's tab. Its name is the agent's and nothing else; how it stands is its description. */
export function Tab({ agent, selected, drop, ...heard }: Props) {
  const below = useHost(({ agents }) => workingBelow(agents, agent.id)) ?? ''
  const tab = useRef<HTMLDivElement>(null)
  useHomeAfter(tab)
  return (
    <div
      {...heard}
      ref={tab}
      role="tab"
      className="tab"
      tabIndex={selected ? 0 : -1}
      draggable
      data-agent={agent.id}
      data-hue={agent.hue}
      data-drop={drop}
      aria-label={agent.name}
      aria-description={describe(agent, below)}
      aria-selected={selected}
      aria-controls="conversation"
      aria-haspopup="menu"
      title={agent.name}
    >
      <StandingMark agent={agent} />
      <span className="tab-name">{agent.name}</span>
      <StandingWords agent={agent} />
      <WorkSigns agent={agent} />
      {agent.unread > 0 ? <span className="tab-unread">{agent.unread}</span> : null}
    </div>
  )
}
