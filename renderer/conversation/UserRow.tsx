import { memo, useState } from 'react'
import type { EntryOf } from '../../preload/protocol/entry.ts'
import { MemoryReference } from '../memory/MemoryReference.tsx'
import type { Pulled } from './rows.ts'
import { clock, partsOf } from './words.ts'

const shownAtFirst = 6_000

/** What a person said, or another agent, in a card. A very long message is cut until it is asked for. */
export const UserRow = memo(function UserRow({ entry, pulled }: { entry: EntryOf<'user'>; pulled: Pulled }) {
  const { text, files, from = 'You' } = entry.payload
  const [all, setAll] = useState(text.length <= shownAtFirst)
  return (
    <article className="user" data-kind="user">
      <header className="user-who">
        {from}
        <time dateTime={new Date(entry.createdAt).toISOString()}>{clock(entry.createdAt)}</time>
      </header>
      <Words text={all ? text : `${text.slice(0, shownAtFirst)} …`} pulled={pulled} />
      {!all && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {text.length.toLocaleString('en')} characters
        </button>
      )}
      {files.length > 0 && (
        <ul className="user-files" aria-label="Attached files">
          {files.map(({ path, content }) => (
            <li key={path} title={`${content.length.toLocaleString('en')} characters were attached`}>
              {path}
            </li>
          ))}
        </ul>
      )}
    </article>
  )
})

function Words({ text, pulled }: { text: string; pulled: Pulled }) {
  return (
    <div className="user-words">
      {partsOf(text).map(({ kind, text: part }, index) => {
        const key = `${index}`
        if (kind === 'text') return part
        if (kind === 'code') return <pre key={key}>{part}</pre>
        if (kind === 'memory') return <MemoryReference key={key} text={part} pulled={pulled} />
        return (
          <span key={key} className="user-file">
            {part}
          </span>
        )
      })}
    </div>
  )
}
