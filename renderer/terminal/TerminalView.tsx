import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { call, onChunk, onEvent, onJump } from '../state/project.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { type Followed, follow, type Target } from './follow.ts'
import { offerTerminal } from './panel.ts'
import { SearchBar } from './SearchBar.tsx'
import type { Screen } from './screen.ts'

type Props = { kind: Target['kind']; agent: Agent; ended: number | null; screenReader: boolean }

/**
 * One terminal on screen. It must be keyed by what it shows.
 *
 * Only the one that is looked at is there at all: the others are in the host,
 * which gives back what they printed when they are shown again.
 */
export function TerminalView({ kind, agent, ended, screenReader }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const followed = useRef<Followed | null>(null)
  const [screen, setScreen] = useState<Screen | null>(null)
  const [searching, setSearching] = useState(false)
  const [fault, setFault] = useState<Fault | 'not-loaded' | null>(null)
  const { id, name } = agent

  const typed = useEffectEvent((text: string) => {
    if (ended === null) followed.current?.write(text)
    else if (text === '\r') followed.current?.again()
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key changes with whatever of this changes
  useEffect(() => {
    let gone = false
    const closing: (() => void)[] = []
    const draw = async (element: HTMLElement) => {
      const { openScreen } = await import('./screen.ts')
      if (gone) return
      const made = await openScreen(element, {
        name: kind === 'shell' ? `Shell of ${name}` : 'Git terminal',
        readOnly: kind !== 'shell',
        screenReader,
        onInput: (text) => typed(text),
        onSize: (size) => followed.current?.resize(size),
        onSearch: () => setSearching(true),
      })
      if (gone) return made.close()
      const host = { call, onChunk, onEvent, onJump }
      const following = follow(host, made, { agentId: id, kind }, setFault)
      followed.current = following
      closing.push(following.stop, made.close, offerTerminal(made.focus))
      setScreen(made)
    }
    if (place.current) draw(place.current).catch(() => setFault('not-loaded'))
    return () => {
      gone = true
      for (const close of closing) close()
    }
  }, [])

  const again = () => {
    setFault(null)
    followed.current?.again()
    screen?.focus()
  }

  return (
    <>
      {fault === null ? null : <Trouble fault={fault} again={again} />}
      {searching && screen ? (
        <SearchBar
          screen={screen}
          onClose={() => {
            setSearching(false)
            screen.focus()
          }}
        />
      ) : null}
      <div ref={place} className="terminal-screen" />
      {ended === null ? null : (
        <div className="terminal-ended" role="status">
          <span>The shell has ended{ended === 0 ? '' : ` with exit code ${ended}`}.</span>
          <Button onClick={again}>Start again</Button>
        </div>
      )}
    </>
  )
}

function Trouble({ fault, again }: { fault: Fault | 'not-loaded'; again: () => void }) {
  if (fault === 'not-loaded')
    return (
      <Alert action={{ label: 'Reload', run: () => location.reload() }}>
        The terminal could not be loaded. Ikigai may have been updated meanwhile; reload the page.
      </Alert>
    )
  if (fault.kind !== 'too-many-terminals' || !fault.idle)
    return <Alert action={{ label: 'Try again', run: again }}>{explain(fault)}</Alert>
  const { id, agent } = fault.idle
  const makeRoom = async () => {
    await call('terminal.close', { id, anyway: false })
    again()
  }
  return <Alert action={{ label: `Close that of '${agent}'`, run: () => void makeRoom() }}>{explain(fault)}</Alert>
}
