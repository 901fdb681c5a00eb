import { type KeyboardEvent, useRef } from 'react'
import './segments.css'

type Props<T extends string> = {
  label: string
  /** Every value and its words, in order. */
  words: Record<T, string>
  value: T
  onChoose: (value: T) => void
}

/** A choice of a few that all stand there: one stop for Tab, walked with the arrow keys. */
export function Segments<T extends string>({ label, words, value, onChoose }: Props<T>) {
  const group = useRef<HTMLDivElement>(null)
  const values = Object.keys(words) as T[]

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    const to = (values.indexOf(value) + step + values.length) % values.length
    const chosen = values[to]
    if (chosen === undefined) return
    event.preventDefault()
    onChoose(chosen)
    group.current?.querySelectorAll('button')[to]?.focus()
  }

  return (
    <div className="segments" role="radiogroup" aria-label={label} ref={group} onKeyDown={walk}>
      {values.map((one) => (
        // biome-ignore lint/a11y/useSemanticElements: native radios cannot be drawn as one strip without hiding them
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={one === value}
          tabIndex={one === value ? 0 : -1}
          onClick={() => onChoose(one)}
        >
          {words[one]}
        </button>
      ))}
    </div>
  )
}
