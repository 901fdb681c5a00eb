import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'

/**
 * The processes that work inside a folder, as `bash (process 42)`.
 *
 * Linux alone tells without a program of its own (proc(5)), and of one's own
 * processes only; elsewhere the answer is empty.
 */
export async function processesInside(folder: string): Promise<string[]> {
  const real = await realpath(folder).catch(() => folder)
  return processesWhere(async (pid) => {
    const place = await readlink(`/proc/${pid}/cwd`)
    return place === real || place.startsWith(real + sep)
  })
}

/** The processes that have a file open, as `git (process 42)`; empty where that cannot be known. */
export async function processesWithOpen(file: string): Promise<string[]> {
  const real = await realpath(file).catch(() => file)
  return processesWhere(async (pid) => {
    const folder = `/proc/${pid}/fd`
    for (const entry of await readdir(folder)) {
      if ((await readlink(join(folder, entry)).catch(() => '')) === real) return true
    }
    return false
  })
}

async function processesWhere(holds: (pid: string) => Promise<boolean>): Promise<string[]> {
  if (process.platform !== 'linux') return []
  const found: string[] = []
  for (const pid of await readdir('/proc').catch(() => [])) {
    // a process may end, or belong to somebody else, while it is looked at
    if (/^\d+$/.test(pid) && (await holds(pid).catch(() => false))) found.push(await nameOf(pid))
  }
  return found
}

async function nameOf(pid: string): Promise<string> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  return `${name.trim() || 'a program'} (process ${pid})`
}
