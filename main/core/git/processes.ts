import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'

/**
 * The processes that work inside a folder, as `bash (process 42)`. Not among
 * them: a git that Ikigai itself runs there, which looks and is soon over.
 *
 * Linux alone tells without a program of its own (proc(5)), and of one's own
 * processes only; elsewhere the answer is empty.
 */
export async function processesInside(folder: string): Promise<string[]> {
  const real = await realpath(folder).catch(() => folder)
  return processesWhere(async (pid) => {
    const place = await readlink(`/proc/${pid}/cwd`)
    return (place === real || place.startsWith(real + sep)) && !(await isOfOwnGit(pid))
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
    const name = /^\d+$/.test(pid) && (await holds(pid).catch(() => false)) ? await nameOf(pid) : null
    if (name !== null) found.push(`${name} (process ${pid})`)
  }
  return found
}

/** Null: it has ended. */
async function nameOf(pid: string): Promise<string | null> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  return name.trim() || null
}

/** Whether it is a git that this process started, or was started by one. */
async function isOfOwnGit(pid: string): Promise<boolean> {
  for (let at = pid; at !== '0'; ) {
    const parent = await parentOf(at)
    if (parent === String(process.pid)) return (await nameOf(at)) === 'git'
    at = parent
  }
  return false
}

/** `0`: none, or it has ended. The name, in parentheses, may have any character in it (proc(5), `/proc/[pid]/stat`). */
async function parentOf(pid: string): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '0'
}
