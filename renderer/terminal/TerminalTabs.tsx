import { type KeyboardEvent, useRef } from 'react'
import type { Agent, Terminal } from '../../preload/protocol/state.ts'
import { useHost } from '../state/use.ts'
import { showGit, showShell } from './panel.ts'

type Props = { shells: Terminal[]; tab: 'git' | 'shell'; agent: Agent | undefined }
type Choice = { id: string; label: string; hue: number | null; selected: boolean; choose: () => void }

/** `git`, the shell of the agent that is shown, and those of others that are open. */
export function TerminalTabs({ shells, tab, agent }: Props) {
  const agents = useHost(({ agents }) => agents) ?? []
  const list = useRef<HTMLDivElement>(null)
  const withShell = agents.filter(({ id }) => id === agent?.id || shells.some(({ agentId }) => agentId === id))
  const choices: Choice[] = [
    { id: 'git', label: 'git', hue: null, selected: tab === 'git', choose: showGit },
    ...withShell.map(({ id, name, hue }) => ({
      id,
      label: `shell: ${name}`,
      hue,
      selected: tab === 'shell' && id === agent?.id,
      choose: () => showShell(id),
    })),
  ]

  const walk = (event: KeyboardEvent, index: number) => {
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: choices.length - 1 }[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const tabs = list.current?.querySelectorAll<HTMLElement>('[role="tab"]') ?? []
    tabs[(to + choices.length) % choices.length]?.focus()
  }

  return (
    <div className="terminal-tabs" role="tablist" aria-label="Terminals" ref={list}>
      {choices.map(({ id, label, hue, selected, choose }, index) => (
        <button
          key={id}
          type="button"
          role="tab"
          className="terminal-tab"
          data-hue={hue ?? undefined}
          aria-selected={selected}
          tabIndex={selected ? 0 : -1}
          onClick={choose}
          onKeyDown={(event) => walk(event, index)}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
