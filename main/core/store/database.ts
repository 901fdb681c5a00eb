import type { FaultOf } from '../../../preload/protocol/faults.ts'

export type Value = string | number | null
export type Row = Record<string, unknown>
export type Statement = { sql: string; values?: readonly Value[] }

/**
 * The port behind which the store stands: three verbs, so that a server can
 * take SQLite's place where a team outgrows one machine.
 *
 * Placeholders are `$1`, `$2`, …; statements keep to SQL that SQLite and
 * PostgreSQL share. Every verb rejects with a `StoreFailure` and nothing else.
 */
export type Database = {
  read(sql: string, values?: readonly Value[]): Promise<Row[]>
  /** All statements in one transaction, or none. Answers with what each one returned. */
  write(statements: readonly Statement[]): Promise<Row[][]>
  close(): Promise<void>
}

/**
 * The store could not do what it was asked: the disk is full, the file went away.
 *
 * An exception and not a value, because every operation of the product can end
 * this way; it is caught at the door and at the end of a run.
 */
export class StoreFailure extends Error {
  readonly fault: FaultOf<'store-failed'>
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(reason, { cause })
    this.fault = { kind: 'store-failed', reason }
  }
}

export type StoredDatabase = { database: Database; setAside: FaultOf<'database-set-aside'> | null }
