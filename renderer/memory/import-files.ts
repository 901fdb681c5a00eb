import type { Fault } from '../../preload/protocol/faults.ts'
import { memoryName } from '../../preload/protocol/memory.ts'
import { call } from '../state/project.ts'
import { toast } from '../state/toasts.ts'
import { type ImportedFile, openMemory } from '../state/view.ts'

/** Bytes of a file that is read at all, and characters that a document may have. */
const longest = 8_000_000
const longestText = 2_000_000

/** Asks for markdown files and makes documents of them. */
export function chooseFiles(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = '.md,.markdown,text/markdown'
  input.addEventListener('change', () => void importFiles([...(input.files ?? [])]))
  input.click()
}

/** Makes documents of files, one after the other; what could not be read is said file by file. */
export async function importFiles(files: readonly File[]): Promise<void> {
  const results: ImportedFile[] = []
  for (const file of files) results.push(await importOne(file))
  const made = results.flatMap((result) => ('document' in result ? [result.document] : []))
  if (made.length < results.length) return openMemory({ what: 'imported', files: results })
  const [first] = made
  if (!first) return
  const text = made.length === 1 ? memoryName(first) : `${made.length} memory documents`
  toast({ id: `imported ${first.number}`, text: `Imported ${text}` })
}

async function importOne(file: File): Promise<ImportedFile> {
  const { name } = file
  const unread = (why: string): ImportedFile => ({
    name,
    fault: { kind: 'memory-unreadable', why, unformed: false } satisfies Fault,
  })
  if (file.size > longest) return unread('it is too large')
  // A folder that was dropped, or a file that is gone: the browser rejects.
  const bytes = await file.arrayBuffer().catch(() => null)
  if (bytes === null) return unread('it is not there, or it is a folder')
  const text = decoded(bytes)
  if (text === null) return unread('it is not text in UTF-8')
  if (text.length > longestText) return unread('it is too large')
  const made = await call('memory.import', { text })
  return made.ok ? { name, document: made.value } : { name, fault: made.fault }
}

function decoded(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null // what it throws says no more than this
  }
}
