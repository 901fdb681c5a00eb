import type { Database, Statement } from './database.ts'

/** What a closed agent had, and where what it had is kept. */
export type ClosedAgent = {
  id: string
  name: string
  directory: string
  ownWorktree: boolean
  /** What its worktree had checked out; null: it was detached, or there was no worktree. */
  branch: string | null
  madeBranch: boolean
  /** The commit that its worktree was at; null: it had none. */
  head: string | null
  /** Its files; null: there were none any more. */
  snapshot: string | null
}

const columns = 'id, name, directory, own_worktree, branch, made_branch, closed_branch_head, closed_snapshot'

/**
 * Notes what brings an agent's worktree back, before anything of it is removed.
 *
 * A branch that it has not had so far is one that somebody else made.
 */
export function keepStatement(
  id: string,
  kept: { branch: string | null; head: string | null; snapshot: string | null },
): Statement {
  return {
    sql: `UPDATE agents SET made_branch = CASE WHEN branch = $2 THEN made_branch ELSE 0 END,
                            branch = $2, closed_branch_head = $3, closed_snapshot = $4 WHERE id = $1`,
    values: [id, kept.branch, kept.head, kept.snapshot],
  }
}

/** Marks an agent as closed. */
export function closeStatement(id: string, at: number): Statement {
  return { sql: 'UPDATE agents SET closed_at = $2 WHERE id = $1', values: [id, at] }
}

export function reopenStatement(id: string): Statement {
  return {
    sql: 'UPDATE agents SET closed_at = NULL, closed_branch_head = NULL, closed_snapshot = NULL WHERE id = $1',
    values: [id],
  }
}

/** What is known of an agent's worktree, open or closed; null: there is no such agent. */
export async function readKept(database: Database, id: string): Promise<ClosedAgent | null> {
  const [row] = await database.read(`SELECT ${columns} FROM agents WHERE id = $1`, [id])
  if (!row) return null
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  return {
    id: String(row.id),
    name: String(row.name),
    directory: String(row.directory),
    ownWorktree: row.own_worktree === 1,
    branch: text(row.branch),
    madeBranch: row.made_branch === 1,
    head: text(row.closed_branch_head),
    snapshot: text(row.closed_snapshot),
  }
}
