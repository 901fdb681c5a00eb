import { type MemoryDocument, memoryName, memoryReference, referenceTo } from '../../preload/protocol/memory.ts'
import { addText } from '../state/composer-port.ts'
import { call, projectStore } from '../state/project.ts'
import { report } from '../state/reported.ts'
import { toast } from '../state/toasts.ts'
import { openMemory, show, viewStore } from '../state/view.ts'
import { saveFile } from '../ui/save-file.ts'
import { documentNamed } from './find.ts'

/** Opens a document; without a version the newest. */
export function openDocument(number: number, version: number | null = null): void {
  openMemory({ what: 'document', number, version })
}

/** Begins a new document. */
export function newDocument(): void {
  openMemory({ what: 'document', number: null, version: null })
}

/** Opens the document that a reference in a text leads to. Nothing happens where there is none. */
export function openReference(text: string): void {
  const name = memoryReference.exec(text)?.[1]
  const document = name === undefined ? undefined : documentNamed(projectStore.getState().state?.memory ?? [], name)
  if (document) openDocument(document.number)
}

/** Puts the reference to a document into the message that is being written. */
export function insertReference(document: Pick<MemoryDocument, 'number' | 'alias'>): void {
  const { shown } = viewStore.getState()
  // What lies over the conversation goes: the message is what one looks at next.
  if (shown !== null) show(shown)
  // A menu or a dialog gives the focus back first; only then may the message take it.
  requestAnimationFrame(() => addText(referenceTo(document)))
}

/** Hands a document out as a markdown file. */
export async function exportDocument(number: number): Promise<void> {
  const made = await call('memory.export', { number })
  if (!made.ok) return report(made.fault)
  saveFile(made.value, 'text/markdown')
}

/** Brings a deleted document back, and says so; `alias` is the one it had. */
export async function bringBack(number: number, alias: string | null): Promise<void> {
  const back = await call('memory.restore', { number })
  if (!back.ok) return report(back.fault)
  const without = alias !== null && back.value.alias === null ? `, without the alias ${alias}: another one has it` : ''
  toast({ id: `memory back ${number}`, text: `${memoryName(back.value)} is back${without}` })
}
