import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

/** `group`: the process group, see setpgid(2). */
export type Running = { id: number; group: number; name: string }

/**
 * The living processes of a shell's session, the shell included: what was
 * started in it and has not left it on purpose (`setsid`).
 *
 * Where the system does not tell sessions, the shell and its descendants; on
 * Windows nothing, since the terminal itself ends what runs in it.
 */
export function inSession(shell: number): Promise<Running[]> {
  if (process.platform === 'linux') return fromProc(shell)
  return process.platform === 'win32' ? Promise.resolve([]) : fromPs(shell)
}

async function fromProc(shell: number): Promise<Running[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return (await Promise.all(ids.map((id) => member(id, shell)))).flat()
}

/** Reads proc(5): the name stands in brackets and may hold anything; state, parent, group and session follow it. */
async function member(id: string, shell: number): Promise<Running[]> {
  const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '') // it may have ended meanwhile
  const behind = stat.lastIndexOf(')')
  const [state = '', , group, session] = stat.slice(behind + 2).split(' ')
  if (Number(session) !== shell || /^[ZX]?$/.test(state)) return []
  return [{ id: Number(id), group: Number(group), name: stat.slice(stat.indexOf('(') + 1, behind) }]
}

async function fromPs(shell: number): Promise<Running[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,comm='])
  const all = stdout.split('\n').flatMap((line) => {
    const [, id, parent, group, state = '', name = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    if (id === undefined || state.startsWith('Z')) return []
    return [{ id: Number(id), parent: Number(parent), group: Number(group), name }]
  })
  const found = new Set([shell])
  for (let before = 0; before < found.size; ) {
    before = found.size
    for (const { id, parent } of all) if (found.has(parent)) found.add(id)
  }
  return all.filter(({ id }) => found.has(id))
}

/** A prompt that asks git about a large repository takes as long. */
const promptMs = 1000
const betweenLooksMs = 50

/**
 * The names of the programs that run in a shell, besides the shell itself.
 *
 * What the shell starts for its prompt does not count: it runs in the shell's
 * own process group and lasts a moment, where a job has a group of its own.
 */
export async function programsOf(shell: number): Promise<string[]> {
  for (let waited = 0; ; waited += betweenLooksMs) {
    const others = (await inSession(shell)).filter(({ id }) => id !== shell)
    const isPrompt = others.length > 0 && others.every(({ group }) => group === shell)
    if (!isPrompt || waited >= promptMs) return others.map(({ name }) => name)
    await pause(betweenLooksMs)
  }
}
