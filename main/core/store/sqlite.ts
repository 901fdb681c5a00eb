import { existsSync, renameSync, statSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { type Database, type Row, type Statement, type StoredDatabase, StoreFailure, type Value } from './database.ts'
import { migrations } from './migrations.ts'
import { folded, parted } from './text.ts'

/** Files up to this size are checked whole at every start; larger ones after an unclean end only. */
const alwaysCheckedBytes = 32 * 1024 * 1024

/**
 * Opens the database in a file, and brings its schema up to date.
 *
 * WAL lets several Ikigais share the data folder. `synchronous=FULL`, because
 * WAL with NORMAL may lose acknowledged commits in a power cut (SQLite manual,
 * PRAGMA synchronous), and SPEC section 10 promises that none is lost.
 * A file that is damaged or from a newer version is set aside untouched.
 * Throws where the file cannot be made at all.
 */
export function openDatabase(path: string, now: number): StoredDatabase {
  try {
    return { database: asDatabase(openChecked(path)), setAside: null }
  } catch (error) {
    const reason = whyUnusable(error)
    if (reason === null) throw error
    const aside = `${path}.set-aside-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`
    for (const ending of ['', '-wal', '-shm']) {
      if (existsSync(path + ending)) renameSync(path + ending, aside + ending)
    }
    return {
      database: asDatabase(openChecked(path)),
      setAside: { kind: 'database-set-aside', path: aside, reason },
    }
  }
}

class Unusable extends Error {}

function openChecked(path: string): DatabaseSync {
  const suspect = existsSync(`${path}-wal`) || (existsSync(path) && statSync(path).size <= alwaysCheckedBytes)
  const file = new DatabaseSync(path, { timeout: 5000 })
  for (const [name, ofText] of Object.entries({ parted, folded })) {
    file.function(name, { deterministic: true }, (text) => (typeof text === 'string' ? ofText(text) : text))
  }
  try {
    const version = Number(file.prepare('PRAGMA user_version').get()?.user_version)
    if (version > migrations.length) throw new Unusable(`it was written by a newer version of Ikigai`)
    if (suspect) {
      const check = file.prepare('PRAGMA quick_check(1)').get()?.quick_check
      if (check !== 'ok') throw new Unusable(`it is damaged: ${check}`)
    }
    file.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON')
    if (version < migrations.length) migrate(file)
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

/** The reason to set a file aside; null for an error that a new file would not mend. */
function whyUnusable(error: unknown): string | null {
  if (error instanceof Unusable) return error.message
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
  // SQLITE_CORRUPT and SQLITE_NOTADB (SQLite manual, result codes)
  return code === 11 || code === 26 ? `it is damaged: ${error instanceof Error ? error.message : error}` : null
}

function migrate(file: DatabaseSync): void {
  inTransaction(file, () => {
    // read again under the write lock: another Ikigai may have been quicker
    const from = Number(file.prepare('PRAGMA user_version').get()?.user_version)
    for (const step of migrations.slice(from)) file.exec(step)
    file.exec(`PRAGMA user_version=${migrations.length}`)
  })
}

function inTransaction<T>(file: DatabaseSync, work: () => T): T {
  file.exec('BEGIN IMMEDIATE')
  try {
    const done = work()
    file.exec('COMMIT')
    return done
  } catch (error) {
    if (file.isTransaction) file.exec('ROLLBACK')
    throw error
  }
}

function asDatabase(file: DatabaseSync): Database {
  const prepared = new Map<string, StatementSync>()
  const rows = ({ sql, values = [] }: Statement): Row[] => {
    const statement = prepared.get(sql) ?? file.prepare(sql)
    prepared.set(sql, statement)
    return statement.all(named(values)).map((row) => ({ ...row }))
  }
  const guarded = <T>(work: () => T): Promise<T> => {
    try {
      return Promise.resolve(work())
    } catch (error) {
      return Promise.reject(new StoreFailure(error))
    }
  }
  return {
    read: (sql, values = []) => guarded(() => rows({ sql, values })),
    write: (statements) => guarded(() => inTransaction(file, () => statements.map(rows))),
    close: () => guarded(() => file.close()),
  }
}

function named(values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]))
}
