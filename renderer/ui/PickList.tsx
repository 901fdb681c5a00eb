import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { Pieces } from './Pieces.tsx'
import { rank } from './rank.ts'
import { useListWalk } from './use-list-walk.ts'
import './pick-list.css'

export type Choice = {
  id: string
  label: string
  /** Other words that it is found by. */
  also?: string
  /** Heading that it stands under while nothing is typed. Choices of one group stand together. */
  group?: string
  /** Drawn before the label. */
  lead?: ReactNode
  /** Drawn at the right edge. */
  tail?: ReactNode
}

type Props<T extends Choice> = {
  /** What is chosen here; it names the field and the list. */
  label: string
  placeholder: string
  choices: readonly T[]
  /** Said when nothing fits. */
  none: string
  /** `held`: Ctrl, or Cmd, was held. */
  onPick: (choice: T, held: boolean) => void
  /** Hears every change of what is typed; true: it was all that was wanted, and nothing is filtered. */
  onType?: (typed: string) => boolean
  /** Hears which choice Enter would take. */
  onActive?: (choice: T | null) => void
  /** Which choice leads whatever fits. */
  first?: (typed: string) => string | null
}

/** A field that filters a list below it: typed into, walked with the arrow keys, Home and End, chosen with Enter or a click. */
export function PickList<T extends Choice>({
  label,
  placeholder,
  choices,
  none,
  onPick,
  onType,
  onActive,
  first,
}: Props<T>) {
  const [typed, setTyped] = useState('')
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const ranked = rank(choices, typed, first?.(typed) ?? null)
  const { active, setAt, pressed } = useListWalk(ranked.length, (index, held) => {
    const chosen = ranked[index]
    if (chosen) onPick(chosen.choice, held)
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is active must be in sight, whatever changed it
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active, typed])

  const leading = ranked[active]?.choice ?? null
  const tell = useEffectEvent(() => onActive?.(leading))
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told when another one leads, not for every drawing
  useEffect(() => tell(), [leading?.id])

  return (
    <div className="pick">
      <input
        className="pick-input"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={ranked.length > 0 ? `${listId}-${active}` : undefined}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => {
          if (onType?.(target.value)) return
          setTyped(target.value)
          setAt(0)
        }}
        onKeyDown={pressed}
      />
      <div className="pick-list" role="listbox" id={listId} aria-label={label} ref={list}>
        {ranked.map(({ choice, pieces }, index) => (
          <div className="pick-item" key={choice.id}>
            {typed.trim() === '' && choice.group !== ranked[index - 1]?.choice.group ? (
              <div className="pick-group" aria-hidden="true">
                {choice.group}
              </div>
            ) : null}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field, which keeps the focus */}
            <div
              role="option"
              tabIndex={-1}
              id={`${listId}-${index}`}
              aria-selected={index === active}
              className="pick-option"
              onMouseMove={() => setAt(index)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => onPick(choice, event.ctrlKey || event.metaKey)}
            >
              {choice.lead}
              <span className="pick-label">
                <Pieces pieces={pieces} />
              </span>
              {choice.tail ? <span className="pick-tail">{choice.tail}</span> : null}
            </div>
          </div>
        ))}
      </div>
      {ranked.length === 0 ? (
        <p className="pick-none" role="status">
          {none}
        </p>
      ) : null}
    </div>
  )
}
