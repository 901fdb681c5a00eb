import { z } from 'zod'
import type { LeftOutFile, Place } from '../../../preload/protocol/timeline.ts'
import type { Database, Row, Statement } from './database.ts'

const leftOut = z.array(z.object({ path: z.string(), why: z.string() }))

const placeRow = z.object({
  id: z.string(),
  parent_id: z.string().nullable(),
  session_id: z.string(),
  agent_id: z.string(),
  kind: z.enum(['mark', 'message']),
  label: z.string(),
  numbered: z.number(),
  words: z.string(),
  at: z.number(),
  files: z.enum(['waiting', 'kept', 'missing']),
  snapshot: z.string().nullable(),
  head: z.string().nullable(),
  branch: z.string().nullable(),
  left_out: z.string().transform((json) => leftOut.parse(JSON.parse(json))),
  missing: z.string().nullable(),
  after: z.string().nullable(),
})

/** What was kept of the working files at a place. */
export type Kept = {
  /** Commit id of the snapshot; null: none was taken. */
  snapshot: string | null
  /** HEAD at that time, and the branch that was checked out. */
  head: string | null
  branch: string | null
  leftOut: LeftOutFile[]
  /** Why there is none, in words. */
  missing: string | null
  /** The snapshot at the end of the run that went on from here. */
  after: string | null
}

export type KeptPlace = Place & Kept

/** Adds a place; `missing`: why nothing is kept of its files. */
export function insertPlace(place: Place, missing: string | null): Statement {
  const { id, parentId, session, agentId, kind, label, numbered, words, at, files } = place
  return {
    sql: `INSERT INTO places (id, parent_id, session_id, agent_id, kind, label, numbered, words, at, files, missing)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [id, parentId, session, agentId, kind, label, numbered ? 1 : 0, words, at, files, missing],
  }
}

/** Adds a place, and moves its agent to it. */
export function placeStatements(place: Place): Statement[] {
  const { id, agentId, kind } = place
  return [
    insertPlace(place, null),
    kind === 'message'
      ? { sql: 'UPDATE agents SET place = $1, offer = NULL WHERE id = $2', values: [id, agentId] }
      : { sql: 'UPDATE agents SET place = $1 WHERE id = $2', values: [id, agentId] },
  ]
}

/** The working files at a place are kept. */
export function keptStatement(id: string, kept: Pick<Kept, 'snapshot' | 'head' | 'branch' | 'leftOut'>): Statement {
  return {
    sql: `UPDATE places SET files = 'kept', snapshot = $2, head = $3, branch = $4, left_out = $5 WHERE id = $1`,
    values: [id, kept.snapshot, kept.head, kept.branch, JSON.stringify(kept.leftOut)],
  }
}

export function missingStatement(id: string, why: string): Statement {
  return { sql: `UPDATE places SET files = 'missing', missing = $2 WHERE id = $1`, values: [id, why] }
}

/** How the files were when the run that went on from a place had ended. */
export function afterStatement(id: string, snapshot: string): Statement {
  return { sql: 'UPDATE places SET after = $2 WHERE id = $1', values: [id, snapshot] }
}

export function renamePlace(id: string, label: string): Statement {
  return { sql: 'UPDATE places SET label = $2, numbered = 0 WHERE id = $1', values: [id, label] }
}

/** Places whose snapshot was under way when the process ended. */
export function giveUpWaiting(projectId: string, why: string): Statement {
  return {
    sql: `UPDATE places SET files = 'missing', missing = $2
          WHERE files = 'waiting' AND agent_id IN (SELECT id FROM agents WHERE project_id = $1)`,
    values: [projectId, why],
  }
}

/** All places of a tree, in the order in which they were made. */
export async function readTree(database: Database, session: string): Promise<KeptPlace[]> {
  return (await database.read('SELECT * FROM places WHERE session_id = $1 ORDER BY seq', [session])).map(toPlace)
}

/** All places that an agent made, in whichever tree, in the order in which they were made. */
export async function readPlacesOf(database: Database, agentId: string): Promise<KeptPlace[]> {
  return (await database.read('SELECT * FROM places WHERE agent_id = $1 ORDER BY seq', [agentId])).map(toPlace)
}

export async function readPlace(database: Database, id: string): Promise<KeptPlace | null> {
  const [row] = await database.read('SELECT * FROM places WHERE id = $1', [id])
  return row ? toPlace(row) : null
}

/** The newest snapshot that an agent made; null: none. */
export async function readNewestSnapshot(database: Database, agentId: string): Promise<string | null> {
  const [row] = await database.read(
    `SELECT COALESCE(after, snapshot) AS newest FROM places
     WHERE agent_id = $1 AND snapshot IS NOT NULL ORDER BY seq DESC LIMIT 1`,
    [agentId],
  )
  return row ? String(row.newest) : null
}

/** The nearest place at or above an entry, with the tree it is in; null: there is none. */
export async function readPlaceAt(database: Database, entryId: string | null): Promise<KeptPlace | null> {
  const [row] = await database.read(
    `WITH RECURSIVE up (id, parent_id, depth) AS (
       SELECT id, parent_id, 0 FROM entries WHERE id = $1
       UNION ALL
       SELECT e.id, e.parent_id, up.depth + 1 FROM up JOIN entries e ON e.id = up.parent_id
         WHERE NOT EXISTS (SELECT 1 FROM places WHERE places.id = up.id)
     )
     SELECT places.* FROM up JOIN places ON places.id = up.id ORDER BY up.depth LIMIT 1`,
    [entryId],
  )
  return row ? toPlace(row) : null
}

function toPlace(row: Row): KeptPlace {
  const {
    parent_id: parentId,
    session_id: session,
    agent_id: agentId,
    left_out: leftOut,
    numbered,
    ...rest
  } = placeRow.parse(row)
  return { ...rest, parentId, session, agentId, leftOut, numbered: numbered === 1 }
}

/** Only what a page shows of it. */
export function shownPlace(place: KeptPlace): Place {
  const { id, parentId, session, agentId, kind, label, numbered, words, at, files } = place
  return { id, parentId, session, agentId, kind, label, numbered, words, at, files }
}
