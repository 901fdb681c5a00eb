import { useState } from 'react'
import type { MemoryDocument, Unsaved } from '../../preload/protocol/memory.ts'
import { toast } from '../state/toasts.ts'
import { useHost } from '../state/use.ts'
import { closeDialog } from '../state/view.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DocumentEdit } from './DocumentEdit.tsx'
import { DocumentRead } from './DocumentRead.tsx'
import { openDocument } from './deeds.ts'
import { LeaveDialog } from './LeaveDialog.tsx'
import { unsaved } from './unsaved.ts'
import { type Opening, useSaving } from './use-saving.ts'
import './document.css'

type Props = { number: number | null; version: number | null }

/** What is being written, as it was begun; null: it is read. `restored`: it was written before and not saved. */
type Writing = { begun: Unsaved; restored: boolean } | null

const blank: Unsaved = { title: '', alias: '', aliasBefore: '', content: '', base: 0 }
const plain: Opening = { said: null, compared: null }

/**
 * One memory document: read, compared with its other versions, written.
 *
 * What was written and not saved is there again when the document is opened,
 * and closing asks before it goes.
 */
export function DocumentDialog({ number, version }: Props) {
  const document = useHost(({ memory }) => memory.find((one) => one.number === number)) ?? null
  const [writing, setWriting] = useState<Writing>(() => {
    const text = unsaved.of(number)
    if (text) return { begun: text, restored: true }
    return number === null ? { begun: blank, restored: false } : null
  })
  const [leaving, setLeaving] = useState<'dialog' | 'text' | null>(null)
  const [opening, setOpening] = useState(plain)
  const saving = useSaving(number, document?.version ?? 0, finish)
  const name = number === null ? 'New memory document' : `#mem-${number}`

  function finish(written: MemoryDocument, next: Opening) {
    if (leaving === 'dialog') toast({ id: `saved ${written.number}`, text: `#mem-${written.number}: ${next.said}` })
    setOpening(next)
    if (number === null && leaving !== 'dialog') openDocument(written.number)
    else go(leaving ?? 'text')
  }

  function go(from: 'dialog' | 'text') {
    setLeaving(null)
    if (from === 'dialog' || number === null) closeDialog()
    else setWriting(null)
  }

  const leave = (from: 'dialog' | 'text') => {
    if (writing && unsaved.of(number) !== null) setLeaving(from)
    else go(from)
  }

  return (
    <Dialog title={`${name} ${document?.title ?? ''}`.trim()} width="wide" bare onClose={() => leave('dialog')}>
      {writing ? (
        <DocumentEdit number={number} document={document} saving={saving} onLeave={leave} {...writing} />
      ) : number === null ? null : (
        <DocumentRead
          number={number}
          document={document}
          version={version}
          opening={opening}
          onEdit={(begun) => {
            saving.begin()
            setWriting({ begun, restored: false })
          }}
        />
      )}
      {leaving ? (
        <LeaveDialog
          name={name}
          busy={saving.busy}
          onStay={() => setLeaving(null)}
          onSave={() => void saving.save().then((done) => done || setLeaving(null))}
          onDiscard={() => {
            unsaved.keep(number, null)
            go(leaving)
          }}
        />
      ) : null}
    </Dialog>
  )
}
