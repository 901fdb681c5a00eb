import { z } from 'zod'
import type { Unsaved, UnsavedMemory } from '../../../preload/protocol/memory.ts'
import type { Database, Statement } from './database.ts'

const unsavedRow = z.object({
  number: z.number().nullable(),
  title: z.string(),
  alias: z.string(),
  alias_before: z.string(),
  content: z.string(),
  base: z.number(),
})

/** Keeps what is written of a document and not saved, over what was kept of it; null: nothing is. */
export function keepUnsaved(projectId: string, number: number | null, unsaved: Unsaved | null): Statement[] {
  const forget = {
    sql: 'DELETE FROM unsaved_memory WHERE project_id = $1 AND number IS $2',
    values: [projectId, number],
  }
  if (!unsaved) return [forget]
  const { title, alias, aliasBefore, content, base } = unsaved
  const keep = {
    sql: `INSERT INTO unsaved_memory (project_id, number, title, alias, alias_before, content, base)
          VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [projectId, number, title, alias, aliasBefore, content, base],
  }
  return [forget, keep]
}

export async function readUnsaved(database: Database, projectId: string): Promise<UnsavedMemory[]> {
  const rows = await database.read('SELECT * FROM unsaved_memory WHERE project_id = $1', [projectId])
  return rows.map((row) => {
    const { alias_before: aliasBefore, ...rest } = unsavedRow.parse(row)
    return { ...rest, aliasBefore }
  })
}
