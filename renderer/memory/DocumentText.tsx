import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { serveButtons } from '../conversation/copy.ts'
import { Markdown } from '../conversation/Markdown.tsx'

const shownAtFirst = 100_000
const nothing = () => undefined

/** The text of a version as a document; its beginning where it is very long. Null: it is not here yet. */
export function DocumentText({ text }: { text: string | null }) {
  const [whole, setWhole] = useState<string | null>(null)
  const place = useRef<HTMLElement>(null)
  useEffect(() => (place.current ? serveButtons(place.current, nothing) : undefined), [])
  useLayoutEffect(() => {
    // What had the focus was drawn here before, and is gone.
    if (document.activeElement === document.body) place.current?.focus()
  }, [])
  useLayoutEffect(() => {
    if (text !== null) place.current?.scrollTo(0, 0)
  }, [text])
  const cut = text !== null && whole !== text && text.length > shownAtFirst
  return (
    <section
      ref={place}
      className="document-text"
      aria-label="Text"
      aria-busy={text === null}
      data-first
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
    >
      {text === null ? null : <Markdown text={cut ? text.slice(0, shownAtFirst) : text} growing={false} />}
      {text?.trim() === '' ? <p className="document-same">Nothing is written in it.</p> : null}
      {cut ? (
        <button type="button" className="link" onClick={() => setWhole(text)}>
          Show all {text.length.toLocaleString('en')} characters
        </button>
      ) : null}
    </section>
  )
}
