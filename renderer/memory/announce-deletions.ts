import { memoryName } from '../../preload/protocol/memory.ts'
import { onEvent, projectStore } from '../state/project.ts'
import { dropToast, toast } from '../state/toasts.ts'
import { bringBack } from './deeds.ts'

const about = (number: number) => `memory deleted ${number}`

/** Says that a document was deleted, by a command or here, with a way to bring it back. */
export function announceDeletions(): void {
  onEvent((_n, event) => {
    if (event.type === 'memory-changed') dropToast(about(event.document.number))
    if (event.type !== 'memory-deleted') return
    const { number } = event
    // The store is as of the last frame, when the document was still there.
    const known = projectStore.getState().state?.memory.find((one) => one.number === number)
    toast({
      id: about(number),
      text: `Deleted ${memoryName(known ?? { number, alias: null })}`,
      action: { label: 'Undo', run: () => void bringBack(number, known?.alias ?? null) },
    })
  })
}
