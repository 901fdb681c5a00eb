import type { DeletedMemory } from '../../preload/protocol/memory.ts'
import { Trouble } from '../git/Trouble.tsx'
import { useCalled } from '../state/use-called.ts'
import { closeDialog } from '../state/view.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { PickList } from '../ui/PickList.tsx'
import { bringBack } from './deeds.ts'
import { calledIn } from './find.ts'
import { whenWords } from './words.ts'

/** Documents that were deleted, to be brought back. */
export function DeletedDialog() {
  const { result } = useCalled('memory.deleted', {}, '')
  const deleted = result?.ok ? result.value : []

  const choices = deleted.map((one) => ({
    id: String(one.number),
    label: `#${one.number} ${calledIn(one)}`,
    also: one.title,
    tail: `deleted ${whenWords(one.deletedAt)}`,
    one,
  }))

  const pick = ({ one }: { one: DeletedMemory }) => {
    closeDialog()
    void bringBack(one.number, one.alias)
  }

  return (
    <Dialog title="Bring back a memory document" place="high" bare onClose={closeDialog}>
      {result && !result.ok ? <Trouble fault={result.fault} /> : null}
      <PickList
        label="Deleted document"
        placeholder="Bring back a memory document"
        none={deleted.length > 0 ? 'No deleted document is called that.' : result ? 'None was deleted.' : ''}
        choices={choices}
        onPick={pick}
      />
    </Dialog>
  )
}
