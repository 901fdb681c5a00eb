import { Fragment } from 'react'
import type { Agent } from '../../preload/protocol/state.ts'
import { useAgent, useHost, useProject, useView } from '../state/use.ts'
import { openAsk, question } from '../state/view.ts'
import { type StatusPart, statusParts, usageInFull, usageWords } from './status-words.ts'
import './status-line.css'

/** Where the shown agent works, and what its model has cost. */
export function StatusLine() {
  const agent = useAgent(useView(({ shown }) => shown))
  const open = useHost(({ agents }) => agents.length) ?? 0
  const model = useHost(({ model }) => model)
  const up = useProject(({ link }) => link === 'up')

  return (
    <footer className="status" data-hue={agent?.hue}>
      <div className="status-left" role="status" aria-label="Status line">
        {agent
          ? statusParts(agent, open).map((part, index) => (
              <Fragment key={part.text}>
                {index > 0 ? ' ' : null}
                <Part agent={agent} part={part} />
              </Fragment>
            ))
          : null}
      </div>
      <div className="status-right">
        {up ? null : <span className="status-lost">link lost</span>}
        {agent && model ? <span title={usageInFull(agent.usage)}>{usageWords(agent, model).join(' · ')}</span> : null}
      </div>
    </footer>
  )
}

function Part({ agent, part }: { agent: Agent; part: StatusPart }) {
  if (part.about !== 'files' || part.text === '[Clean]')
    return <span className={`status-${part.about}`}>{part.text}</span>
  const look = () => openAsk(question({ kind: 'diff', agentId: agent.id, file: null, staged: false }))
  return (
    <button type="button" className="status-files" title="Show the changes" onClick={look}>
      {part.text}
    </button>
  )
}
