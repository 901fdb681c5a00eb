import { type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useFirstFocus } from '../ui/use-first-focus.ts'
import type { Screen } from './screen.ts'

/** Looks for text in a terminal: Enter goes to the next place, Shift+Enter to the one before, Escape back to the terminal. */
export function SearchBar({ screen, onClose }: { screen: Pick<Screen, 'find'>; onClose: () => void }) {
  const [text, setText] = useState('')
  const [found, setFound] = useState(true)
  const field = useRef<HTMLInputElement>(null)
  useFirstFocus(field)
  const find = (where: 'next' | 'previous' | 'here', wanted = text) =>
    setFound(wanted === '' || screen.find(wanted, where))

  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key !== 'Enter') return
    event.preventDefault()
    if (event.key === 'Escape') onClose()
    else find(event.shiftKey ? 'previous' : 'next')
  }

  return (
    <search className="terminal-search">
      <input
        ref={field}
        className="input"
        aria-label="Find in the terminal"
        placeholder="Find"
        value={text}
        aria-invalid={found ? undefined : true}
        onChange={({ target }) => {
          setText(target.value)
          find('here', target.value)
        }}
        onKeyDown={pressed}
      />
      <span className="terminal-found" role="status">
        {found ? null : 'Not found'}
      </span>
      <Button tone="icon" aria-label="Close the search" title="Close the search" onClick={onClose}>
        <Icon name="cross" />
      </Button>
    </search>
  )
}
