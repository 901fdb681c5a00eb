import { useEffect, useRef } from 'react'
import type { Offer } from './complete.ts'
import './completions.css'

type Props = { id: string; offers: Offer[]; chosen: number; onTake: (offer: Offer) => void }

/** The offers above the composer. The cursor stays in the text box, which says by `aria-activedescendant` what is chosen. */
export function Completions({ id, offers, chosen, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div ref={list} id={id} className="completions" role="listbox" aria-label="Completions">
      {offers.map((offer, index) => (
        <div
          key={offer.id}
          id={`${id}-${index}`}
          className="completion"
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          // The press, not the click: the text box must not lose the cursor.
          onMouseDown={(event) => {
            event.preventDefault()
            onTake(offer)
          }}
        >
          <span className="completion-text">
            {offer.pieces.map(({ text, hit }, at) => {
              const key = `${at}`
              return hit ? <b key={key}>{text}</b> : <span key={key}>{text}</span>
            })}
          </span>
          <span className="completion-note">{offer.note}</span>
        </div>
      ))}
    </div>
  )
}
