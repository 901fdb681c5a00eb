import { type KeyboardEvent, useEffect, useRef, useState, type WheelEvent } from 'react'
import { flushSync } from 'react-dom'
import type { Agent } from '../../preload/protocol/state.ts'
import { act, command } from '../state/do.ts'
import { useHost, useView } from '../state/use.ts'
import { openDialog, show } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { movedBy } from './order.ts'
import { Tab } from './Tab.tsx'
import { TabMenu } from './TabMenu.tsx'
import { useTabDrag } from './use-tab-drag.ts'
import './tabs.css'

/** The agents as tabs: walked with the arrow keys, moved by dragging or with Ctrl+Shift+arrow, merged by dragging or with M, more by their menu. */
export function Tabs() {
  const agents = useHost(({ agents }) => agents) ?? []
  const shown = useView(({ shown }) => shown)
  const [menu, setMenu] = useState<{ agentId: string; x: number; y: number } | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const ids = agents.map(({ id }) => id)
  const order = (to: string[]) => void act('agents.order', { ids: to })
  const drag = useTabDrag(ids, order)
  const about = agents.find(({ id }) => id === menu?.agentId)

  // The shown one is in sight, also when the window leaves less room for them.
  useEffect(() => {
    if (shown === null || !list.current) return
    const seen = new ResizeObserver(() =>
      tabOf(list.current, shown)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    )
    seen.observe(list.current)
    return () => seen.disconnect()
  }, [shown])

  const openMenuBelow = (agentId: string) => {
    const box = tabOf(list.current, agentId)?.getBoundingClientRect()
    if (box) setMenu({ agentId, x: box.left, y: box.bottom })
  }

  const goTo = (agentId: string | undefined) => {
    if (agentId === undefined) return
    // The message box takes the focus when it is drawn; walking along the tabs takes it back.
    flushSync(() => show(agentId))
    tabOf(list.current, agentId)?.focus()
  }

  function meant(event: KeyboardEvent, { id, kind }: Agent): (() => void) | undefined {
    const at = ids.indexOf(id)
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step && event.ctrlKey && event.shiftKey) return () => order(movedBy(ids, id, step))
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return () => openMenuBelow(id)
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined
    if (step) return () => goTo(ids[(at + step + ids.length) % ids.length])
    if (event.key === 'Home') return () => goTo(ids[0])
    if (event.key === 'End') return () => goTo(ids.at(-1))
    if (event.key === 'F2') return () => openDialog('rename', id)
    if (event.key.toLowerCase() === 'm') return () => openDialog('merge-into', id)
    if (event.key === 'Delete' && kind !== 'root') return () => void command(id, '/agent close')
    return undefined
  }

  const pressed = (event: KeyboardEvent, agent: Agent) => {
    const does = meant(event, agent)
    if (!does) return
    event.preventDefault()
    event.stopPropagation()
    does()
  }

  return (
    <div className="tabs">
      <div className="tabs-list" role="tablist" aria-label="Agents" ref={list} onWheel={sideways}>
        {agents.map((agent) => (
          <Tab
            key={agent.id}
            {...drag.hears(agent)}
            agent={agent}
            selected={agent.id === shown}
            drop={drag.dropOn(agent.id)}
            onClick={() => show(agent.id)}
            onDoubleClick={() => openDialog('rename', agent.id)}
            onKeyDown={(event) => pressed(event, agent)}
            onContextMenu={(event) => {
              event.preventDefault()
              setMenu({ agentId: agent.id, x: event.clientX, y: event.clientY })
            }}
          />
        ))}
      </div>
      <Button
        tone="icon"
        className="tabs-new"
        aria-label="New agent"
        title="New agent"
        disabled={shown === null}
        onClick={() => shown !== null && void command(shown, '/agent new')}
      >
        <Icon name="plus" />
      </Button>
      {menu && about ? <TabMenu agent={about} at={menu} onClose={() => setMenu(null)} /> : null}
    </div>
  )
}

/** A wheel that only turns up and down moves the tabs along. */
function sideways({ currentTarget, deltaX, deltaY }: WheelEvent<HTMLElement>) {
  if (deltaX === 0) currentTarget.scrollLeft += deltaY
}

function tabOf(list: HTMLElement | null, agentId: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-agent="${CSS.escape(agentId)}"]`) ?? null
}
