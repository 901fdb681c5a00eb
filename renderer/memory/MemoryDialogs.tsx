import { unreachable } from '../../preload/protocol/result.ts'
import { closeDialog, type MemoryView } from '../state/view.ts'
import { AliasDialog } from './AliasDialog.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { DeletedDialog } from './DeletedDialog.tsx'
import { DocumentDialog } from './DocumentDialog.tsx'
import { ImportedDialog } from './ImportedDialog.tsx'

/** What is open of the memory. */
export function MemoryDialogs({ view }: { view: MemoryView }) {
  switch (view.what) {
    case 'document':
      return <DocumentDialog key={`${view.number} ${view.version}`} number={view.number} version={view.version} />
    case 'alias':
      return <AliasDialog key={view.number} number={view.number} />
    case 'delete':
      return <DeleteDialog key={view.number} number={view.number} onClose={closeDialog} />
    case 'deleted':
      return <DeletedDialog />
    case 'imported':
      return <ImportedDialog files={view.files} />
    default:
      return unreachable(view)
  }
}
