import { z } from 'zod'
import type { MemoryVersion } from '../../../preload/protocol/memory.ts'
import type { Database, Statement } from './database.ts'

/** A document without what is in its versions. */
export type MemoryRow = { number: number; alias: string | null; deletedAt: number | null }

/** One version, to be added. */
export type NewVersion = {
  title: string
  content: string
  agentId: string | null
  author: string | null
  branch: string | null
  commit: string | null
  at: number
}

const memoryRow = z.object({
  number: z.number(),
  alias: z.string().nullable(),
  deleted_at: z.number().nullable(),
})

const versionRow = z.object({
  version: z.number(),
  title: z.string(),
  author: z.string().nullable(),
  at: z.number(),
  branch: z.string().nullable(),
  commit_id: z.string().nullable(),
  length: z.number(),
})

/** Makes a document; it answers with its number. */
export function insertMemory(projectId: string, alias: string | null): Statement {
  return {
    sql: 'INSERT INTO memory (project_id, alias) VALUES ($1, $2) RETURNING number',
    values: [projectId, alias],
  }
}

/** Adds a version behind the newest; it answers with its number. Null: to the document that was made last. */
export function insertVersion(number: number | null, version: NewVersion): Statement {
  const { title, content, agentId, author, branch, commit, at } = version
  return {
    sql: `INSERT INTO memory_versions (number, version, title, content, agent_id, author, branch, commit_id, at)
          SELECT n, (SELECT COALESCE(MAX(version), 0) + 1 FROM memory_versions WHERE number = n), $2, $3, $4, $5, $6, $7, $8
            FROM (SELECT COALESCE($1, (SELECT MAX(number) FROM memory)) AS n)
          RETURNING number, version`,
    values: [number, title, content, agentId, author, branch, commit, at],
  }
}

export function setAlias(number: number, alias: string | null): Statement {
  return { sql: 'UPDATE memory SET alias = $2 WHERE number = $1', values: [number, alias] }
}

/** Null brings a deleted document back. */
export function setDeleted(number: number, at: number | null): Statement {
  return { sql: 'UPDATE memory SET deleted_at = $2 WHERE number = $1', values: [number, at] }
}

/** A project's document of a number, deleted ones too, or of an alias; null: there is none. */
export async function readMemory(
  database: Database,
  projectId: string,
  by: { number: number } | { alias: string },
): Promise<MemoryRow | null> {
  const [row] =
    'number' in by
      ? await database.read('SELECT * FROM memory WHERE project_id = $1 AND number = $2', [projectId, by.number])
      : await database.read('SELECT * FROM memory WHERE project_id = $1 AND alias = $2 AND deleted_at IS NULL', [
          projectId,
          by.alias,
        ])
  if (!row) return null
  const { deleted_at: deletedAt, ...rest } = memoryRow.parse(row)
  return { ...rest, deletedAt }
}

/** The numbers of a project's documents that are not deleted, newest first. */
export async function readNumbers(database: Database, projectId: string): Promise<number[]> {
  const rows = await database.read(
    'SELECT number FROM memory WHERE project_id = $1 AND deleted_at IS NULL ORDER BY number DESC',
    [projectId],
  )
  return rows.map((row) => Number(row.number))
}

/** The numbers of a project's documents that are deleted, the last one first. */
export async function readDeleted(database: Database, projectId: string): Promise<{ number: number; at: number }[]> {
  const rows = await database.read(
    `SELECT number, deleted_at FROM memory WHERE project_id = $1 AND deleted_at IS NOT NULL
      ORDER BY deleted_at DESC, number DESC`,
    [projectId],
  )
  return rows.map((row) => ({ number: Number(row.number), at: Number(row.deleted_at) }))
}

/** All versions of a document, newest first. */
export async function readVersions(database: Database, number: number): Promise<MemoryVersion[]> {
  const rows = await database.read(
    `SELECT version, title, author, at, branch, commit_id, LENGTH(content) AS length
       FROM memory_versions WHERE number = $1 ORDER BY version DESC`,
    [number],
  )
  return rows.map((row) => {
    const { commit_id: commit, ...rest } = versionRow.parse(row)
    return { ...rest, commit }
  })
}

export async function readContent(database: Database, number: number, version: number): Promise<string | null> {
  const [row] = await database.read('SELECT content FROM memory_versions WHERE number = $1 AND version = $2', [
    number,
    version,
  ])
  return row ? String(row.content) : null
}

/** The numbers of a project's documents whose newest version has all the words, which are folded. */
export async function readMemoryWith(
  database: Database,
  projectId: string,
  words: readonly string[],
): Promise<number[]> {
  const text = `folded(v.title || ' ' || COALESCE(m.alias, '') || ' ' || v.content)`
  const each = words.map((_, index) => `AND INSTR(${text}, $${index + 2}) > 0`).join(' ')
  const rows = await database.read(
    `SELECT m.number FROM memory m JOIN memory_versions v ON v.number = m.number
      WHERE m.project_id = $1 AND m.deleted_at IS NULL
        AND v.version = (SELECT MAX(version) FROM memory_versions WHERE number = m.number) ${each}`,
    [projectId, ...words],
  )
  return rows.map((row) => Number(row.number))
}

/** Notes that an entry pulled a version of a document into a conversation. */
export function referenceStatement(entryId: string, number: number, version: number): Statement {
  return {
    sql: 'INSERT INTO memory_references (entry_id, number, version) VALUES ($1, $2, $3)',
    values: [entryId, number, version],
  }
}

export async function readReferences(
  database: Database,
  number: number,
): Promise<{ agent: string; version: number; at: number }[]> {
  const rows = await database.read(
    `SELECT agents.name, r.version, entries.created_at FROM memory_references r
       JOIN entries ON entries.id = r.entry_id JOIN agents ON agents.id = entries.agent_id
      WHERE r.number = $1 ORDER BY entries.seq DESC LIMIT 100`,
    [number],
  )
  return rows.map((row) => ({ agent: String(row.name), version: Number(row.version), at: Number(row.created_at) }))
}

/**
 * The version of a document that a path has, the one pulled in last; null: it has none.
 *
 * An entry is always written after its parent, so the way up ends where the
 * document was pulled in for the first time, by whomever.
 */
export async function readVersionOnPath(
  database: Database,
  head: string | null,
  number: number,
): Promise<number | null> {
  const [row] = await database.read(
    `WITH RECURSIVE up (id, parent_id, seq) AS (
       SELECT id, parent_id, seq FROM entries WHERE id = $1
       UNION ALL
       SELECT e.id, e.parent_id, e.seq FROM up JOIN entries e ON e.id = up.parent_id
         WHERE up.seq > (SELECT MIN(first.seq) FROM memory_references r JOIN entries first ON first.id = r.entry_id
                          WHERE r.number = $2)
     )
     SELECT r.version FROM up JOIN memory_references r ON r.entry_id = up.id WHERE r.number = $2
      ORDER BY up.seq DESC LIMIT 1`,
    [head, number],
  )
  return row ? Number(row.version) : null
}
