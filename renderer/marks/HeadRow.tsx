import type { Agent } from '../../preload/protocol/state.ts'
import { standingOf, standingWords } from '../agents/standing.ts'
import { WorkSigns } from '../agents/WorkSigns.tsx'
import { useAgent } from '../state/use.ts'

type Props = {
  agentId: string
  viewed: boolean
  index: number
  top: number
  height: number
  x: number
  stop: boolean
  level: number
}

/** Where an agent stands: a ring that lives while it runs. The viewed one's says `now`; another's leads to it. */
export function HeadRow({ agentId, viewed, index, top, height, x, stop, level }: Props) {
  const agent = useAgent(agentId)
  if (!agent) return null
  const style = { transform: `translateY(${top}px)`, height: `${height}px`, paddingLeft: `${x}px` }
  const look = { className: 'tree-row', 'data-look': 'head', 'data-hue': agent.hue, 'data-standing': standingOf(agent) }
  if (viewed)
    return (
      <div {...look} data-way="own" style={style} role="none">
        <Ring />
        <span className="tree-name">now</span>
        <Words agent={agent} />
      </div>
    )
  return (
    <div
      {...look}
      data-way="other"
      style={style}
      data-index={index}
      role="treeitem"
      aria-level={level}
      aria-label={agent.name}
      aria-description={`agent, ${standingWords(agent)}: Enter shows it`}
      aria-selected={false}
      tabIndex={stop ? 0 : -1}
      title={`Show ${agent.name}`}
    >
      <Ring />
      <span className="tree-name">{agent.name}</span>
      <Words agent={agent} />
    </div>
  )
}

function Ring() {
  return (
    <span className="tree-node" aria-hidden="true">
      <span className="tree-breath" />
    </span>
  )
}

/** How it stands, as far as that needs a word. */
function Words({ agent }: { agent: Agent }) {
  return (
    <span className="tree-standing">
      {standingOf(agent) === 'idle' ? null : <span className="tree-words">{standingWords(agent)}</span>}
      <WorkSigns agent={agent} />
    </span>
  )
}
