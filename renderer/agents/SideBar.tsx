import { type KeyboardEvent, useRef } from 'react'
import { useStore } from 'zustand'
import { BranchTree } from '../branches/BranchTree.tsx'
import { MemoryPanel } from '../memory/MemoryPanel.tsx'
import { dragStore, mergeInto } from '../merge/drag.ts'
import { holderOf } from '../merge/holders.ts'
import { useHost, useView } from '../state/use.ts'
import { show } from '../state/view.ts'
import { stepTo } from '../ui/tree-keys.ts'
import { workingBelow } from './below.ts'
import { ClosedAgents } from './ClosedAgents.tsx'
import { StandingMark, StandingWords } from './StandingMark.tsx'
import { describe, standingWords } from './standing.ts'
import { treeOf } from './tree.ts'
import { WorkSigns } from './WorkSigns.tsx'
import './side-bar.css'

/** All agents as the tree they grew in, closed ones folded below, the memory, and the branches. */
export function SideBar() {
  const agents = useHost(({ agents }) => agents) ?? []
  const shown = useView(({ shown }) => shown)
  const target = useStore(dragStore, (drag) => drag.over?.target ?? null)
  const over = target === null ? undefined : holderOf(agents, target)?.id
  const tree = useRef<HTMLDivElement>(null)
  const twigs = treeOf(agents)

  const walk = (event: KeyboardEvent, index: number) => {
    const to = stepTo(event.key, index, twigs)
    if (event.key === 'Enter' || event.key === ' ') show(twigs[index]?.agent.id ?? '')
    else if (to === undefined) return
    event.preventDefault()
    if (to !== undefined) tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[to]?.focus()
  }

  return (
    <nav className="side" aria-label="Side bar">
      <h2 className="side-heading">Agents</h2>
      <div role="tree" aria-label="Agents" ref={tree}>
        {twigs.map(({ agent, depth }, index) => (
          <div
            key={agent.id}
            {...mergeInto(agent.status.branch)}
            data-over={over === agent.id || undefined}
            role="treeitem"
            className="side-row"
            data-hue={agent.hue}
            data-depth={Math.min(depth, 4)}
            aria-label={agent.name}
            aria-description={describe(agent, workingBelow(agents, agent.id))}
            aria-level={depth + 1}
            aria-selected={agent.id === shown}
            tabIndex={agent.id === shown ? 0 : -1}
            onClick={() => show(agent.id)}
            onKeyDown={(event) => walk(event, index)}
          >
            <StandingMark agent={agent} />
            <span className="side-name">{agent.name}</span>
            <span className="side-right">
              <StandingWords agent={agent} />
              {quiet.has(standingWords(agent)) ? standingWords(agent) : null}
              <WorkSigns agent={agent} />
              {agent.unread > 0 ? <span className="side-unread">{agent.unread} new</span> : null}
            </span>
          </div>
        ))}
      </div>
      <ClosedAgents />
      <MemoryPanel />
      <BranchTree />
    </nav>
  )
}

/** Said here in small letters; the rest stands in a badge or goes without saying. */
const quiet = new Set(['running', 'stopped'])
