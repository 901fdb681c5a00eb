import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * The processes that belong to a command and are alive: those of its group
 * and, on Linux, those that left it (`setsid`) but still carry its mark in
 * their environment. A process that cleans its environment and leaves the
 * group gets away.
 */
export function membersOf(group: number, mark: string): Promise<number[]> {
  return process.platform === 'linux' ? fromProc(group, mark) : fromPs(group)
}

async function fromProc(group: number, mark: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(ids.map(async (id) => ((await belongs(id, group, mark)) ? [Number(id)] : [])))
  return found.flat()
}

/** Reads proc(5): the fields of `stat` after the name, which may hold anything, are state, parent and group. */
async function belongs(id: string, group: number, mark: string): Promise<boolean> {
  const stat = await readFile(`/proc/${id}/stat`, 'latin1').catch(() => '') // it may have ended meanwhile
  const [state = '', , inGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (/^[ZX]?$/.test(state)) return false
  if (Number(inGroup) === group) return true
  const environment = await readFile(`/proc/${id}/environ`, 'latin1').catch(() => '') // somebody else's
  return environment.includes(mark)
}

async function fromPs(group: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,pgid=,stat='])
  return stdout.split('\n').flatMap((line) => {
    const [id, inGroup, state = ''] = line.trim().split(/\s+/)
    return Number(inGroup) === group && !state.startsWith('Z') ? [Number(id)] : []
  })
}
