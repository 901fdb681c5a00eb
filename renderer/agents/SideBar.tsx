import { type KeyboardEvent, useRef } from 'react'
import { useHost, useView } from '../state/use.ts'
import { show } from '../state/view.ts'
import { Icon } from '../ui/Icon.tsx'
import { StandingMark, StandingWords } from './StandingMark.tsx'
import { describe, standingWords } from './standing.ts'
import { type Twig, treeOf } from './tree.ts'
import './side-bar.css'

/** All agents as the tree they grew in; closed ones folded below. */
export function SideBar() {
  const agents = useHost(({ agents }) => agents) ?? []
  const closed = useHost(({ closed }) => closed) ?? []
  const shown = useView(({ shown }) => shown)
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
            role="treeitem"
            className="side-row"
            data-hue={agent.hue}
            data-depth={Math.min(depth, 4)}
            aria-label={agent.name}
            aria-description={describe(agent)}
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
              {agent.unread > 0 ? <span className="side-unread">{agent.unread} new</span> : null}
            </span>
          </div>
        ))}
      </div>
      {closed.length > 0 ? (
        <details className="side-closed">
          <summary>
            <Icon name="fold" />
            Closed
            <span className="side-right">{closed.length}</span>
          </summary>
          <ul>
            {closed.map(({ id, name, closedAt }) => (
              <li key={id} className="side-row">
                <span className="side-name">{name}</span>
                <time className="side-right" dateTime={new Date(closedAt).toISOString()}>
                  {day.format(closedAt)}
                </time>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </nav>
  )
}

/** Said here in small letters; the rest stands in a badge or goes without saying. */
const quiet = new Set(['running', 'stopped'])

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

/** Which row a key leads to; left is the parent, right the first child. */
function stepTo(key: string, index: number, twigs: readonly Twig[]): number | undefined {
  const depth = twigs[index]?.depth ?? 0
  if (key === 'ArrowDown') return Math.min(index + 1, twigs.length - 1)
  if (key === 'ArrowUp') return Math.max(index - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return twigs.length - 1
  if (key === 'ArrowRight') return (twigs[index + 1]?.depth ?? 0) > depth ? index + 1 : undefined
  if (key === 'ArrowLeft') {
    const parent = twigs.slice(0, index).findLastIndex((twig) => twig.depth < depth)
    return parent < 0 ? undefined : parent
  }
  return undefined
}
