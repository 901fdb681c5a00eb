import { useRef } from 'react'
import { StandingMark, StandingWords } from '../agents/StandingMark.tsx'
import { focusComposer } from '../state/composer-port.ts'
import { useHost, useView } from '../state/use.ts'
import { closeDialog, show } from '../state/view.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { PickList } from '../ui/PickList.tsx'
import { ChordKeys } from './ChordKeys.tsx'
import { byRecency, jumpTo, leader } from './jump.ts'

/** Finds an agent by a few letters of its name. */
export function Switcher() {
  const agents = useHost(({ agents }) => agents) ?? []
  const shown = useView(({ shown }) => shown)
  const previous = useView(({ previous }) => previous)
  const untouched = useRef(true)

  const goTo = (agentId: string) => {
    closeDialog()
    show(agentId)
    requestAnimationFrame(focusComposer)
  }

  const typed = (text: string) => {
    const jump = untouched.current ? jumpTo(text, agents) : null
    untouched.current = false
    if (jump !== null) goTo(jump)
    return jump !== null
  }

  const root = jumpTo('m', agents)
  const choices = byRecency(agents, shown, previous).map((agent) => ({
    id: agent.id,
    label: agent.name,
    lead: <StandingMark agent={agent} />,
    tail: (
      <>
        <StandingWords agent={agent} /> {agent.id === shown ? 'shown' : agent.id === previous ? 'previous' : ''}{' '}
        <span aria-hidden="true">
          {agent.id === root && agent.id !== shown ? <Kbd keys={['M']} /> : null}{' '}
          {agent.id === previous ? <ChordKeys action="switch-agent" /> : null}
        </span>
      </>
    ),
  }))

  return (
    <Dialog title="Switch agent" place="high" bare onClose={closeDialog}>
      <PickList
        label="Agent"
        placeholder="Switch to agent"
        none="No agent has a name like that."
        choices={choices}
        onPick={({ id }) => goTo(id)}
        onType={typed}
        first={(text) => leader(text, agents)}
      />
    </Dialog>
  )
}
