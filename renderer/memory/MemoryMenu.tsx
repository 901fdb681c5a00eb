import type { MemoryDocument } from '../../preload/protocol/memory.ts'
import { useAgent, useView } from '../state/use.ts'
import { openMemory } from '../state/view.ts'
import { Menu } from '../ui/Menu.tsx'
import { exportDocument, insertReference, openDocument } from './deeds.ts'

type Props = { document: MemoryDocument; at: { x: number; y: number }; onClose: () => void }

/** What can be done with a document from its line. */
export function MemoryMenu({ document, at, onClose }: Props) {
  const { number } = document
  const shown = useAgent(useView(({ shown }) => shown))
  const writable = shown !== undefined && shown.kind !== 'sub'
  return (
    <Menu
      label={`Memory document #mem-${number}`}
      at={at}
      items={[
        { kind: 'do', label: 'Open', keys: 'Enter', run: () => openDocument(number) },
        { kind: 'do', label: 'Insert reference', disabled: !writable, run: () => insertReference(document) },
        { kind: 'do', label: 'Rename alias…', keys: 'F2', run: () => openMemory({ what: 'alias', number }) },
        { kind: 'do', label: 'Export', run: () => void exportDocument(number) },
        { kind: 'do', label: 'Delete…', keys: 'Del', run: () => openMemory({ what: 'delete', number }) },
      ]}
      onClose={onClose}
    />
  )
}
