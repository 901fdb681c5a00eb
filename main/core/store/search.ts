import { z } from 'zod'
import { type FoundPiece, searchedWords } from '../../../preload/protocol/search.ts'
import type { Database } from './database.ts'
import { joined, parted } from './text.ts'

/** Marks of a hit in a snippet: characters that no text has. */
const [opens, closes] = ['\u0001', '\u0002']

const saidRow = z.object({
  id: z.string(),
  kind: z.string(),
  agent_id: z.string(),
  name: z.string(),
  closed_at: z.number().nullable(),
  created_at: z.number(),
  snippet: z.string(),
})
export type SaidRow = z.infer<typeof saidRow>

/** To rank so many takes some twenty milliseconds, in which nothing else goes on. */
const rankable = 10_000
/** A longer word is hardly ever in so many: not even looking whether it is keeps the search for one as quick as it can be. */
const shortWord = 5

/**
 * Entries of a project in which a query is found, best first (SQLite manual, FTS5).
 *
 * Of what short words find in more than `ranked` of them no one is better than another: then the newest come first.
 */
export async function findSaid(
  database: Database,
  projectId: string,
  query: string,
  limit: number,
  ranked = rankable,
): Promise<SaidRow[]> {
  const isShort = query.split(' ').every((word) => joined(word).replace(/["*]/g, '').length <= shortWord)
  const order = isShort && (await isInMore(database, query, ranked)) ? 'entries_text.rowid DESC' : 'entries_text.rank'
  const rows = await database.read(
    `SELECT e.id, e.kind, e.agent_id, a.name, a.closed_at, e.created_at,
            snippet(entries_text, 0, '${opens}', '${closes}', '…', 16) AS snippet
       FROM entries_text JOIN entries e ON e.seq = entries_text.rowid JOIN agents a ON a.id = e.agent_id
      WHERE entries_text MATCH $1 AND a.project_id = $2 ORDER BY ${order} LIMIT $3`,
    [query, projectId, limit],
  )
  return rows.map((row) => saidRow.parse(row))
}

async function isInMore(database: Database, query: string, than: number): Promise<boolean> {
  const rows = await database.read('SELECT 1 FROM entries_text WHERE entries_text MATCH $1 LIMIT 1 OFFSET $2', [
    query,
    than,
  ])
  return rows.length > 0
}

const documentRow = z.object({
  number: z.number(),
  version: z.number(),
  title: z.string(),
  at: z.number(),
  snippet: z.string(),
})
export type DocumentRow = z.infer<typeof documentRow>

/** Newest versions of a project's memory documents in which a query is found, best first. */
export async function findDocuments(
  database: Database,
  projectId: string,
  query: string,
  limit: number,
): Promise<DocumentRow[]> {
  const rows = await database.read(
    `SELECT v.number, v.version, v.title, v.at,
            snippet(memory_text, 1, '${opens}', '${closes}', '…', 16) AS snippet
       FROM memory_text JOIN memory_versions v ON v.rowid = memory_text.rowid JOIN memory m ON m.number = v.number
      WHERE memory_text MATCH $1 AND m.project_id = $2 AND m.deleted_at IS NULL
        AND v.version = (SELECT MAX(version) FROM memory_versions WHERE number = v.number)
      ORDER BY memory_text.rank LIMIT $3`,
    [query, projectId, limit],
  )
  return rows.map((row) => documentRow.parse(row))
}

/** Where the branches of closed agents were when they were closed. */
export async function readClosedHeads(database: Database, projectId: string): Promise<string[]> {
  const rows = await database.read(
    `SELECT DISTINCT closed_branch_head AS head FROM agents
      WHERE project_id = $1 AND closed_branch_head IS NOT NULL ORDER BY closed_at DESC LIMIT 500`,
    [projectId],
  )
  return rows.map((row) => String(row.head))
}

/** A query of words as FTS5 wants it: all of them, the last one as far as it is typed; null: there is no word. */
export function queryOf(typed: string): string | null {
  const words = searchedWords(typed)
  if (words.length === 0) return null
  return words.map((word, index) => `"${parted(word)}"${index === words.length - 1 ? '*' : ''}`).join(' ')
}

/** A snippet with its hits told apart. */
export function piecesOf(snippet: string): FoundPiece[] {
  return joined(snippet)
    .split(opens)
    .flatMap((part, index) => {
      const end = part.indexOf(closes)
      if (index === 0 || end < 0) return [{ text: part, hit: false }]
      return [
        { text: part.slice(0, end), hit: true },
        { text: part.slice(end + 1), hit: false },
      ]
    })
    .filter(({ text }) => text !== '')
}
