import { z } from 'zod'

const unsaved = z.object({
  title: z.string(),
  alias: z.string(),
  /** The alias that it was begun with: another one is a change that the writer made. */
  aliasBefore: z.string(),
  content: z.string(),
  /** The version that it was begun from; 0: none. */
  base: z.number(),
})

/** What was written of a document and not saved. */
export type Unsaved = z.infer<typeof unsaved>

const remembered = 'ikigai.memory'
const kept = z.record(z.string(), unsaved)

/** By the document's number; `new` for one that has none yet. Null: nothing was read back yet. */
let texts: Map<string, Unsaved> | null = null

const keyOf = (number: number | null) => (number === null ? 'new' : String(number))

/** What was written and not saved, in this page or before it was loaded again. */
export function unsavedOf(number: number | null): Unsaved | null {
  return all().get(keyOf(number)) ?? null
}

/** Keeps what is being written; null: it was saved, or is not wanted. */
export function keepUnsaved(number: number | null, text: Unsaved | null): void {
  if (text === null) all().delete(keyOf(number))
  else all().set(keyOf(number), text)
}

function all(): Map<string, Unsaved> {
  if (texts) return texts
  texts = new Map(Object.entries(readBack()))
  window.addEventListener('pagehide', () => {
    const now = JSON.stringify(Object.fromEntries(texts ?? []))
    try {
      sessionStorage.setItem(remembered, now)
    } catch {
      // It has no room for so much. The text lasts as long as the page.
    }
  })
  return texts
}

function readBack(): Record<string, Unsaved> {
  try {
    const read = kept.safeParse(JSON.parse(sessionStorage.getItem(remembered) ?? '{}'))
    return read.success ? read.data : {}
  } catch {
    return {} // not what was put there, so it is nobody's text
  }
}
