import { explain } from '../../preload/protocol/explain.ts'
import { memoryName } from '../../preload/protocol/memory.ts'
import { counted } from '../git/change-words.ts'
import { closeDialog, type ImportedFile } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import './imported.css'

/** What came of each file of an import in which not all went well. */
export function ImportedDialog({ files }: { files: readonly ImportedFile[] }) {
  const made = files.filter((file) => 'document' in file).length
  return (
    <Dialog title={`Imported ${made} of ${counted(files.length, 'file')}`} onClose={closeDialog}>
      <div className="dialog-content">
        <ul className="imported" aria-label="Files">
          {files.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and the list never changes
            <li key={index}>
              <code>{file.name}</code>
              {'document' in file ? (
                <span className="imported-made">{memoryName(file.document)}</span>
              ) : (
                <p role="alert">{explain(file.fault)}</p>
              )}
            </li>
          ))}
        </ul>
        <div className="dialog-foot">
          <Button tone="key" data-first onClick={closeDialog}>
            Close
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
