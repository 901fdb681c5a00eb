import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { ChordKeys } from '../palette/ChordKeys.tsx'
import { useAgent, useHost, useView } from '../state/use.ts'
import { Button } from '../ui/Button.tsx'
import { goHome } from '../ui/home.ts'
import { Icon } from '../ui/Icon.tsx'
import { hideTerminal, offerTerminal, panelStore, showShell } from './panel.ts'
import { ResizeHandle } from './ResizeHandle.tsx'
import { ShellEnd } from './ShellEnd.tsx'
import { TerminalTabs } from './TerminalTabs.tsx'
import { TerminalView } from './TerminalView.tsx'
import { usePanelHeight } from './use-panel-height.ts'
import './terminal.css'

/** The terminal below the conversation: what git was asked to do, and the shells of the agents. */
export function TerminalPanel() {
  const open = useStore(panelStore, ({ open }) => open)
  return open ? <OpenPanel /> : null
}

function OpenPanel() {
  const { tab, pinned, asked, reads } = useStore(panelStore)
  const agent = useAgent(useView(({ shown }) => pinned ?? shown))
  const shells = useHost(({ terminals }) => terminals) ?? []
  const screenReader = useHost(({ settings }) => settings.screenReader) ?? false
  const panel = useRef<HTMLElement>(null)
  const height = usePanelHeight(panel)
  const shell = tab === 'shell' ? shells.find(({ agentId }) => agentId === agent?.id) : undefined
  const kind = tab === 'shell' ? 'shell' : reads ? 'git-all' : 'git'
  const shown = kind !== 'shell' ? kind : agent && (shell || asked === agent.id) ? `shell ${agent.id}` : null

  // Escape belongs to what runs in the terminal: it stops no agent from in here. Where nothing can be typed it leads out.
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    if (tab === 'git') goHome()
  }

  return (
    <section
      ref={panel}
      className="terminal-panel"
      aria-label="Terminal"
      style={{ height: height.now }}
      data-hue={tab === 'shell' ? agent?.hue : undefined}
      onKeyDown={pressed}
    >
      <ResizeHandle height={height} />
      <header className="terminal-head">
        <TerminalTabs shells={shells} tab={tab} agent={agent} />
        <div className="terminal-right">
          {shell ? <ShellEnd shell={shell} /> : null}
          {tab === 'git' ? <ReadsSwitch reads={reads} /> : null}
          <ChordKeys action="terminal" />
          <Button tone="icon" aria-label="Hide the terminal" title="Hide the terminal" onClick={hideTerminal}>
            <Icon name="cross" />
          </Button>
        </div>
      </header>
      <div className="terminal-body" role="tabpanel" aria-label={tab === 'git' ? 'git' : `shell: ${agent?.name ?? ''}`}>
        {shown !== null && agent ? (
          <TerminalView
            key={`${shown} ${screenReader}`}
            kind={kind}
            agent={agent}
            ended={shell?.ended ?? null}
            screenReader={screenReader}
          />
        ) : agent ? (
          <NoShell name={agent.name} directory={agent.directory} start={() => showShell(agent.id)} />
        ) : null}
      </div>
    </section>
  )
}

/** Most of what the app asks git only finds something out: it is there for whoever wants to see it. */
function ReadsSwitch({ reads }: { reads: boolean }) {
  return (
    <label className="terminal-reads" title="Also the commands that only read: status, rev-parse and the like">
      <input
        type="checkbox"
        checked={reads}
        onChange={({ target }) => panelStore.setState({ reads: target.checked })}
      />
      Show reads
    </label>
  )
}

/** In place of a shell that nobody has asked for yet. */
function NoShell({ name, directory, start }: { name: string; directory: string; start: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => offerTerminal(() => button.current?.focus()), [])
  return (
    <div className="terminal-none">
      <p>
        {name} has no shell yet. It would run in <code>{directory}</code>.
      </p>
      <Button ref={button} onClick={start}>
        Start a shell
      </Button>
    </div>
  )
}
