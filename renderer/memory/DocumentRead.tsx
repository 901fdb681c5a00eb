import { useState } from 'react'
import type { MemoryContent, MemoryDocument, Unsaved } from '../../preload/protocol/memory.ts'
import { Trouble } from '../git/Trouble.tsx'
import { call } from '../state/project.ts'
import { useCalled } from '../state/use-called.ts'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Segments } from '../ui/Segments.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { DocumentDeeds } from './DocumentDeeds.tsx'
import { DocumentFacts } from './DocumentFacts.tsx'
import { DocumentText } from './DocumentText.tsx'
import { GoneCard } from './GoneCard.tsx'
import { OlderCard } from './OlderCard.tsx'
import type { Opening } from './use-saving.ts'
import { VersionsCompared } from './VersionsCompared.tsx'

type Props = {
  number: number
  /** Null: it was deleted. */
  document: MemoryDocument | null
  version: number | null
  opening: Opening
  onEdit: (begun: Unsaved) => void
}

/** A document being read: one version of it, or what changed between two. */
export function DocumentRead({ number, document, version, opening, onEdit }: Props) {
  const [wanted, setWanted] = useState(version)
  const [compared, setCompared] = useState(opening.compared)
  const [said, setSaid] = useState(opening.said)
  const [deleting, setDeleting] = useState(false)
  const { result } = useCalled(
    'memory.read',
    { number, version: wanted },
    `${wanted} ${document ? `${document.version} ${document.alias}` : 'gone'}`,
  )
  const [read, setRead] = useState<MemoryContent | null>(null)
  if (result?.ok && result.value !== read) setRead(result.value)
  const shown = read?.version.version ?? 0
  const newest = read?.document.version ?? 0

  const show = (one: number | null) => {
    setWanted(one)
    setCompared(null)
  }

  async function restore({ version: { version, title }, content }: MemoryContent) {
    const written = await call('memory.write', { number, title, content })
    if (written.ok) show(null)
    setSaid(written.ok ? `Version ${version} was written again as version ${written.value.version}.` : null)
    return written.ok ? null : written.fault
  }

  return (
    <div className="document">
      <header className="document-head">
        <span className="memory-number">#mem-{number}</span>
        <h2>{read?.version.title ?? document?.title}</h2>
        {document?.alias ? <code>{document.alias}</code> : null}
        {newest > 1 ? (
          <Segments
            label="Show"
            words={{ text: 'Text', changes: 'Changes' }}
            value={compared ? 'changes' : 'text'}
            onChoose={(to) => setCompared(to === 'text' ? null : besides(shown))}
          />
        ) : null}
      </header>
      {result && !result.ok && document ? <Trouble fault={result.fault} /> : null}
      {document === null ? <GoneCard number={number} /> : null}
      {read && document && shown < newest && !compared ? (
        <OlderCard key={shown} read={read} onNewest={() => show(null)} onRestore={() => restore(read)} />
      ) : null}
      <div className="document-body">
        {compared && read ? (
          <VersionsCompared read={read} compared={compared} onCompare={setCompared} />
        ) : (
          <DocumentText text={read?.content ?? null} />
        )}
        {read ? <DocumentFacts read={read} onShow={(one) => show(one === newest ? null : one)} /> : null}
      </div>
      <footer className="dialog-foot document-foot">
        <span className="document-said" role="status">
          {said}
        </span>
        {read && document ? (
          <DocumentDeeds read={read} onDelete={() => setDeleting(true)} onEdit={shown === newest ? onEdit : null} />
        ) : null}
        <Button onClick={closeDialog}>Close</Button>
      </footer>
      {deleting ? <DeleteDialog number={number} onClose={() => setDeleting(false)} /> : null}
    </div>
  )
}

/** A version against the one before it; the first against the second. */
const besides = (shown: number) => (shown > 1 ? { from: shown - 1, to: shown } : { from: 1, to: 2 })
