import { type MemoryContent, referenceTo, type Unsaved } from '../../preload/protocol/memory.ts'
import { copyText } from '../conversation/copy.ts'
import { useAgent, useView } from '../state/use.ts'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { exportDocument, insertReference } from './deeds.ts'

type Props = {
  read: MemoryContent
  onDelete: () => void
  /** Null: an older version is read, and only the newest is written on. */
  onEdit: ((begun: Unsaved) => void) | null
}

/** What can be done with a document that is read. */
export function DocumentDeeds({ read, onDelete, onEdit }: Props) {
  const { document, version, content } = read
  const agent = useAgent(useView(({ shown }) => shown))
  const alias = document.alias ?? ''
  const begun: Unsaved = { title: version.title, alias, aliasBefore: alias, content, base: version.version }
  return (
    <>
      <Button onClick={onDelete}>Delete…</Button>
      <Button onClick={() => void exportDocument(document.number)}>Export</Button>
      <Button onClick={(event) => void copyText(referenceTo(document), event.currentTarget)}>Copy reference</Button>
      {agent && agent.kind !== 'sub' ? (
        <Button
          onClick={() => {
            closeDialog()
            insertReference(document)
          }}
        >
          Insert into message
        </Button>
      ) : null}
      {onEdit ? (
        <Button tone="key" onClick={() => onEdit(begun)}>
          Edit
        </Button>
      ) : null}
    </>
  )
}
