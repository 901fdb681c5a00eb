import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { MemoryDocument, Unsaved } from '../../preload/protocol/memory.ts'
import { Trouble } from '../git/Trouble.tsx'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { useFirstFocus } from '../ui/use-first-focus.ts'
import { GoneCard } from './GoneCard.tsx'
import { Meanwhile } from './Meanwhile.tsx'
import { unsaved } from './unsaved.ts'
import type { Saving } from './use-saving.ts'

type Props = {
  number: number | null
  /** Null: it is a new one, or was deleted meanwhile. */
  document: MemoryDocument | null
  begun: Unsaved
  /** It was written before and not saved, so that it counts as changed as it is. */
  restored: boolean
  saving: Saving
  onLeave: (from: 'dialog' | 'text') => void
}

/** A document being written. What somebody else wrote meanwhile is shown, and stays. */
export function DocumentEdit({ number, document, begun, restored, saving, onLeave }: Props) {
  const [text, setText] = useState(begun)
  const { busy, fault, save } = saving
  const title = useRef<HTMLInputElement>(null)
  const content = useRef<HTMLTextAreaElement>(null)
  // a new document begins with its title; whoever presses Edit means to write
  useFirstFocus(title, number === null)
  useFirstFocus(content, number !== null)
  const changed = restored || differ(text, begun)
  const blank = text.title.trim() === '' && text.content.trim() === ''

  useEffect(() => {
    window.addEventListener('pagehide', unsaved.flush)
    return () => {
      window.removeEventListener('pagehide', unsaved.flush)
      unsaved.flush()
    }
  }, [])

  function write(change: Partial<Unsaved>) {
    const now = { ...text, ...change }
    setText(now)
    unsaved.keep(number, restored || differ(now, begun) ? now : null)
  }

  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const held = event.ctrlKey || event.metaKey
    // The browser would close the dialog at a second Escape, whoever objects.
    if (event.key === 'Escape') onLeave('dialog')
    else if (held && (event.key === 'Enter' || event.key.toLowerCase() === 's')) void save()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <form
      className="document"
      tabIndex={-1}
      onKeyDown={pressed}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <header className="document-head">
        <h2>{number === null ? 'New memory document' : <span className="memory-number">#mem-{number}</span>}</h2>
        {restored ? <span className="document-said">You had not saved this.</span> : null}
      </header>
      <div className="document-fields">
        <Field label="Title" error={sentence(fault, 'bad-title')}>
          {(tied) => (
            <input
              {...tied}
              className="input"
              ref={title}
              data-first={number === null || undefined}
              autoComplete="off"
              value={text.title}
              onChange={({ target }) => write({ title: target.value })}
            />
          )}
        </Field>
        <Field label="Alias" error={sentence(fault, 'bad-alias') ?? sentence(fault, 'alias-taken')}>
          {(tied) => (
            <input
              {...tied}
              className="input"
              spellCheck={false}
              autoComplete="off"
              placeholder="none, or such as websocket/research"
              value={text.alias}
              onChange={({ target }) => write({ alias: target.value })}
            />
          )}
        </Field>
      </div>
      {number !== null && document === null ? <GoneCard number={number} /> : null}
      {document && document.version > text.base && text.base > 0 ? (
        <Meanwhile document={document} base={text.base} />
      ) : null}
      {fault && !besideFields.has(fault.kind) ? <Trouble fault={fault} /> : null}
      <textarea
        className="input document-writing"
        aria-label="Content"
        placeholder="Markdown that every agent can read"
        ref={content}
        data-first={number !== null || undefined}
        value={text.content}
        onChange={({ target }) => write({ content: target.value })}
      />
      <footer className="dialog-foot document-foot">
        <span className="document-said">
          <Kbd keys={['Ctrl', 'Enter']} /> save
        </span>
        <Button onClick={() => onLeave('text')}>Cancel</Button>
        <Button tone="key" type="submit" disabled={busy || !changed || blank}>
          {document && document.version > 0 ? `Save as version ${document.version + 1}` : 'Save'}
        </Button>
      </footer>
    </form>
  )
}

const besideFields = new Set<Fault['kind']>(['bad-title', 'bad-alias', 'alias-taken'])
const sentence = (fault: Fault | null, kind: Fault['kind']) => (fault?.kind === kind ? explain(fault) : null)

function differ(a: Unsaved, b: Unsaved): boolean {
  return a.title !== b.title || a.alias !== b.alias || a.content !== b.content
}
