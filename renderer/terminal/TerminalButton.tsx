import { useStore } from 'zustand'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { hideTerminal, panelStore, toggleTerminal } from './panel.ts'

/** Shows the terminal and hides it. */
export function TerminalButton() {
  const open = useStore(panelStore, ({ open }) => open)
  return (
    <Button
      tone="icon"
      aria-label="Show the terminal"
      aria-pressed={open}
      title={open ? 'Hide the terminal' : 'Show the terminal'}
      onClick={open ? hideTerminal : toggleTerminal}
    >
      <Icon name="terminal" />
    </Button>
  )
}
