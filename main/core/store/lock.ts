import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreFailure } from './database.ts'

export type Lock = { release: () => void }

/**
 * Claims a project for this process, or tells which process has it.
 *
 * The claim is an exclusive lock that the operating system holds on an SQLite
 * file: it ends with the process, however that ends, so that no stale lock can
 * keep a person out. Throws StoreFailure where the data folder takes no lock.
 */
export function claimProject(home: string, projectId: string): Lock | { heldBy: number | null } {
  const folder = join(home, 'locks')
  const pidFile = join(folder, `${projectId}.pid`)
  let file: DatabaseSync | null = null
  try {
    mkdirSync(folder, { recursive: true })
    file = new DatabaseSync(join(folder, `${projectId}.lock`), { timeout: 0 })
    file.exec('PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE')
    writeFileSync(pidFile, String(process.pid))
    const held = file
    return { release: () => held.close() }
  } catch (error) {
    file?.close()
    // SQLITE_BUSY (SQLite manual, result codes)
    if (error instanceof Error && 'errcode' in error && Number(error.errcode) === 5) return { heldBy: readPid(pidFile) }
    throw new StoreFailure(error)
  }
}

function readPid(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}
