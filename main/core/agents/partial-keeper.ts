import type { Log } from '../ports.ts'
import type { Database } from '../store/database.ts'
import { keepPartial, type StoredPartial } from '../store/runs.ts'

/** How often streaming replies are put on disk: what a crash may cost (SPEC section 10 allows a second). */
const keepEveryMs = 500

/** Puts the replies that stream on disk, those of all agents in one transaction. */
export type PartialKeeper = {
  /** What has come of an agent's reply by now. */
  note(agentId: string, partial: StoredPartial): void
  /** Resolves when nothing more of this agent will be written, so that an entry can take its place. */
  forget(agentId: string): Promise<void>
}

export function partialKeeper(database: Database, log: Log): PartialKeeper {
  const changed = new Map<string, StoredPartial>()
  let due = false
  let writing: Promise<unknown> = Promise.resolve()

  const keep = () => {
    due = false
    const statements = [...changed].map(([agentId, partial]) => keepPartial(agentId, partial))
    changed.clear()
    if (statements.length === 0) return
    // the reply goes on: what a full disk costs here is only what a crash would lose besides
    writing = database
      .write(statements)
      .catch((error: unknown) => log({ level: 'error', message: 'a partial reply was not kept', error }))
  }

  return {
    note(agentId, partial) {
      changed.set(agentId, partial)
      if (due) return
      due = true
      setTimeout(keep, keepEveryMs)
    },
    async forget(agentId) {
      changed.delete(agentId)
      await writing
    },
  }
}
