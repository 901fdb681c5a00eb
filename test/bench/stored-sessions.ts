import { placeOf } from '../../main/core/conversation/places.ts'
import type { Statement } from '../../main/core/store/database.ts'
import { appendStatements, insertEntry } from '../../main/core/store/entries.ts'
import { insertPlace, placeStatements } from '../../main/core/store/places.ts'
import { openDatabase } from '../../main/core/store/sqlite.ts'
import type { Entry } from '../../preload/protocol/entry.ts'

/** Words of what is stored: in every entry, a short one and a long one; in one of a hundred; in one alone. */
export const [short, common, some, rare] = ['some', 'somebody', 'seldom', 'unique']

const perSession = 1000

/** Stores so many entries as sessions of one agent, each of the same length; its head is at the end of the last one. */
export async function fillSessions(file: string, agentId: string, size: number): Promise<void> {
  const { database } = openDatabase(file, Date.now())
  const sessions = size / perSession
  for (let session = 0; session < sessions; session += 1) {
    const statements: Statement[] = []
    let place: string | null = null
    for (let index = 0; index < perSession; index += 1) {
      const entry = entryAt(agentId, session, index)
      const own = placeOf(entry, { session: entryId(session, 0), place })
      const isLast = session === sessions - 1
      statements.push(...(isLast ? appendStatements(entry) : [insertEntry(entry)]))
      if (own) statements.push(...(isLast ? placeStatements(own) : [insertPlace(own, null)]))
      place = own?.id ?? place
    }
    await database.write(statements)
  }
  await database.close()
}

const entryId = (session: number, index: number) => `e${session}-${index}`

function entryAt(agentId: string, session: number, index: number): Entry {
  const number = session * perSession + index
  const parentId = index === 0 ? null : entryId(session, index - 1)
  const base = { id: entryId(session, index), agentId, parentId, createdAt: 1_700_000_000_000 + number }
  const words = [number % 100 === 7 && some, number === 77 && rare].filter(Boolean).join(' ')
  const text = `Number ${number} ${words}. ${'Some words that somebody said. '.repeat(8)}`
  if (index % 10 === 0) return { ...base, kind: 'user', payload: { text, files: [] } }
  const rest = { reasoning: '', toolCalls: [], model: 'bench', usage: null, items: [] }
  return { ...base, kind: 'assistant', payload: { text, end: 'complete', ...rest } }
}
