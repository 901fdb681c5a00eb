import { memo, useMemo, useState } from 'react'
import type { EntryOf } from '../../preload/protocol/entry.ts'
import { Referring } from '../memory/Referring.tsx'
import { begins, lastColumn } from './hanging.ts'

const freshMs = 30_000

/** What a slash command answered. An error is announced when it is new, and not again when it is scrolled to. */
export const NoticeRow = memo(function NoticeRow({ entry }: { entry: EntryOf<'notice'> }) {
  const { command, text, tone } = entry.payload
  const column = useMemo(() => lastColumn(text), [text])
  const [fresh] = useState(() => Date.now() - entry.createdAt < freshMs)
  return (
    <article className="notice" data-kind="notice" data-tone={tone}>
      {command !== '' && <header className="notice-command">{command}</header>}
      <div className="notice-text" role={tone === 'error' && fresh ? 'alert' : undefined}>
        {column === 0 ? (
          <Referring text={text} />
        ) : (
          text.split('\n').map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text never move
            <div key={index} className="notice-line" style={begins(line, column) ? hanging(column) : undefined}>
              <Referring text={line} />
            </div>
          ))
        )}
      </div>
    </article>
  )
})

const hanging = (column: number) => ({ paddingLeft: `${column}ch`, textIndent: `-${column}ch` })
