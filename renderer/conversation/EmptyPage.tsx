import type { Agent } from '../../preload/protocol/state.ts'
import { ChordKeys } from '../palette/ChordKeys.tsx'
import { focusComposer, insertText } from '../state/composer-port.ts'
import { useHost } from '../state/use.ts'
import { openDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import './empty.css'

const tries = [
  { text: 'How is this project laid out, and where would I begin to read?', why: 'Reading needs no approval' },
  { text: 'Find a part that no test covers and write that test.', why: 'Every edit is shown before it is made' },
]
const second = { text: '/agent new', why: 'A second agent beside this one' }

/** The first page of an agent that nobody has spoken to: what it is, what to try, which keys help. */
export function EmptyPage({ agent }: { agent: Agent }) {
  const demo = useHost(({ model }) => model.provider === 'demo')
  const openings = useHost(({ model }) => model.openings) ?? []
  const commands = useHost((state) => state.commands)
  const shown = commands?.some(({ name }) => name.startsWith('agent')) ? [...tries, second] : tries

  function take(text: string) {
    insertText(text)
    focusComposer()
  }

  return (
    <div className="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <div className="log empty" role="log" aria-label="Conversation" tabIndex={0}>
        <div className="empty-page">
          <Ring />
          <h2>{agent.name}</h2>
          <p className="empty-what">
            <What agent={agent} />
          </p>
          <ul className="empty-tries" aria-label="Things to try">
            {shown.map(({ text, why }) => (
              <li key={text}>
                <button type="button" onClick={() => take(text)}>
                  <span className={text.startsWith('/') ? 'empty-command' : undefined}>{text}</span>
                  <span className="empty-why">{why}</span>
                </button>
              </li>
            ))}
          </ul>
          {agent.kind === 'root' && openings.length > 0 && (
            <section className="empty-stories" aria-label="Stories to play">
              <h3>Or play a story: it says what to type next</h3>
              <ul>
                {openings.map(({ story, message }) => (
                  <li key={story}>
                    <button type="button" title={message} onClick={() => take(message)}>
                      {story}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {demo && (
            <div className="empty-demo">
              <p>
                The demo model answers: a script, but its tool calls on this repository are real. Enter an API key in
                Settings to speak with a model.
              </p>
              <Button onClick={() => openDialog('settings')}>Open Settings</Button>
            </div>
          )}
          <p className="empty-keys">
            <span>
              <Kbd keys={['Shift', 'Enter']} /> new line
            </span>
            <span>
              <Kbd keys={['↑']} /> what you typed before
            </span>
            <span>
              <ChordKeys action="stop-run" /> stop
            </span>
          </p>
        </div>
      </div>
    </div>
  )
}

function What({ agent: { kind, directory, ownWorktree, status } }: { agent: Agent }) {
  const on = status.branch === null ? null : <code>{status.branch}</code>
  const place = <code>{directory.split(/[\\/]/).slice(-2).join('/')}</code>
  if (kind === 'root')
    return <>Works in the repository’s own folder{on && <>, on {on}</>}. It stays when others are closed.</>
  if (kind === 'sub') return <>Was made by another agent for one task, and reports to it. You can read along.</>
  if (!ownWorktree)
    return (
      <>
        Has no worktree of its own: it works in {place}
        {on && <>, on {on}</>}, beside whoever else does.
      </>
    )
  return (
    <>
      Works in {place}
      {on && <>, on its branch {on}</>}. What it changes touches no other agent until you merge.
    </>
  )
}

/** One stroke of a brush, in the agent's hue. */
function Ring() {
  return (
    <svg className="empty-ring" width="64" height="64" viewBox="0 0 64 64" aria-hidden="true">
      <path d="M44.5 12.2A24 24 0 1 1 33.2 8.1" pathLength="1" />
    </svg>
  )
}
