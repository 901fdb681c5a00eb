import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { Icon } from './Icon.tsx'
import './menu.css'

export type MenuItem =
  | { kind: 'do'; label: string; keys?: string; disabled?: boolean; run: () => void }
  | { kind: 'choose'; label: string; chosen: boolean; run: () => void }
  | { kind: 'heading'; label: string }

type Props = {
  label: string
  /** Where its corner stands on the page; it is moved to fit in. */
  at: { x: number; y: number }
  items: readonly MenuItem[]
  onClose: () => void
}

/** A context menu that is open for as long as it is drawn. The focus goes back to where it was. */
export function Menu({ label, at, items, onClose }: Props) {
  const ref = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const menu = ref.current
    const before = document.activeElement
    if (!menu) return
    menu.showPopover()
    menu.style.left = `${Math.max(4, Math.min(at.x, window.innerWidth - menu.offsetWidth - 4))}px`
    menu.style.top = `${Math.max(4, Math.min(at.y, window.innerHeight - menu.offsetHeight - 4))}px`
    itemsOf(menu)[0]?.focus()
    return () => {
      const inside = menu.contains(document.activeElement)
      if (menu.isConnected) menu.hidePopover()
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [at.x, at.y])

  const pressed = (event: KeyboardEvent) => {
    const all = itemsOf(ref.current)
    const focused = document.activeElement
    const now = focused instanceof HTMLElement ? all.indexOf(focused) : -1
    const to = destination(event.key, now, all)
    if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    to?.focus()
  }

  return (
    <div
      ref={ref}
      className="context-menu"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={pressed}
      onToggle={({ newState }) => {
        if (newState === 'closed') onClose()
      }}
    >
      {items.map((item) => (
        <Item key={`${item.kind} ${item.label}`} item={item} onClose={onClose} />
      ))}
    </div>
  )
}

function Item({ item, onClose }: { item: MenuItem; onClose: () => void }) {
  if (item.kind === 'heading') return <div className="context-menu-heading">{item.label}</div>
  const act = () => {
    onClose()
    item.run()
  }
  const role = item.kind === 'choose' ? { role: 'menuitemradio', 'aria-checked': item.chosen } : { role: 'menuitem' }
  return (
    <button
      type="button"
      className="context-menu-item"
      tabIndex={-1}
      {...role}
      disabled={item.kind === 'do' && item.disabled}
      onClick={act}
    >
      <span className="context-menu-check">{item.kind === 'choose' && item.chosen ? <Icon name="check" /> : null}</span>
      {item.label}
      {item.kind === 'do' && item.keys ? <span className="context-menu-keys">{item.keys}</span> : null}
    </button>
  )
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('.context-menu-item:not(:disabled)') ?? [])]
}

/** Where a key leads to: an arrow to a neighbour, a letter to the next item that begins with it. */
function destination(key: string, now: number, all: HTMLElement[]): HTMLElement | undefined {
  if (key === 'ArrowDown') return all[(now + 1) % all.length]
  if (key === 'ArrowUp') return all.at(now <= 0 ? -1 : now - 1)
  if (key === 'Home') return all[0]
  if (key === 'End') return all.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const behind = [...all.slice(now + 1), ...all.slice(0, now + 1)]
  return behind.find((item) => item.textContent?.toLowerCase().startsWith(key.toLowerCase()))
}
