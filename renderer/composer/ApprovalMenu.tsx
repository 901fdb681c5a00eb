import { type FocusEvent, type KeyboardEvent, memo, useLayoutEffect, useRef, useState } from 'react'
import { type ApprovalMode, approvalMode } from '../../preload/protocol/settings.ts'
import { approvalWords } from '../agents/approval-words.ts'
import { focusComposer } from '../state/composer-port.ts'
import { act } from '../state/do.ts'
import { useAgent } from '../state/use.ts'
import { Icon } from '../ui/Icon.tsx'

const modes = approvalMode.options

/** What the agent may do without asking, and the menu that changes it. */
export const ApprovalMenu = memo(function ApprovalMenu({ agentId }: { agentId: string }) {
  const agent = useAgent(agentId)
  const [open, setOpen] = useState(false)
  const menu = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (open) menu.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus()
  }, [open])
  if (!agent) return null

  function choose(mode: ApprovalMode) {
    setOpen(false)
    focusComposer()
    void act('approval.mode', { agentId, mode })
  }

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Escape' && open) {
      event.preventDefault()
      setOpen(false)
      focusComposer()
    }
    if (by === undefined || !open) return
    event.preventDefault()
    const items = [...(menu.current?.querySelectorAll('button') ?? [])]
    const at = items.findIndex((item) => item.matches(':focus'))
    items[(at + by + items.length) % items.length]?.focus()
  }

  function onBlur({ currentTarget, relatedTarget }: FocusEvent) {
    if (!currentTarget.contains(relatedTarget)) setOpen(false)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only follows what happens on the buttons inside
    <span className="approval-menu" onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        type="button"
        className="chip"
        data-mode={agent.approval}
        aria-haspopup="menu"
        aria-expanded={open}
        title={`Approval: ${approvalWords[agent.approval]}`}
        onClick={() => setOpen(!open)}
      >
        {agent.approval}
      </button>
      {open && (
        <div ref={menu} className="menu" role="menu" aria-label="Approval mode">
          {modes.map((mode) => (
            <button
              key={mode}
              type="button"
              role="menuitemradio"
              aria-checked={mode === agent.approval}
              onClick={() => choose(mode)}
            >
              <span className="menu-check">{mode === agent.approval && <Icon name="check" />}</span>
              <span className="menu-word">{mode}</span>
              <span className="menu-note">{approvalWords[mode]}</span>
            </button>
          ))}
        </div>
      )}
    </span>
  )
})
