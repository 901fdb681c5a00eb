import { useAgent, useHost, useProject, useView } from '../state/use.ts'
import { statusWords, usageInFull, usageWords } from './status-words.ts'
import './status-line.css'

/** Where the shown agent works, and what its model has cost. */
export function StatusLine() {
  const agent = useAgent(useView(({ shown }) => shown))
  const open = useHost(({ agents }) => agents.length) ?? 0
  const model = useHost(({ model }) => model)
  const up = useProject(({ link }) => link === 'up')

  return (
    <footer className="status">
      <div className="status-left" role="status" aria-label="Status line">
        {agent ? statusWords(agent, open).join(' ') : null}
      </div>
      <div className="status-right">
        {up ? null : <span className="status-lost">link lost</span>}
        {agent && model ? <span title={usageInFull(agent.usage)}>{usageWords(agent, model).join(' · ')}</span> : null}
      </div>
    </footer>
  )
}
