import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

export type Running = { id: number; name: string }

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
  const [state = '', , , session] = stat.slice(behind + 2).split(' ')
  if (Number(session) !== shell || /^[ZX]?$/.test(state)) return []
  return [{ id: Number(id), name: stat.slice(stat.indexOf('(') + 1, behind) }]
}

async function fromPs(shell: number): Promise<Running[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=,comm='])
  const all = stdout.split('\n').flatMap((line) => {
    const [, id, parent, state = '', name = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return id === undefined || state.startsWith('Z') ? [] : [{ id: Number(id), parent: Number(parent), name }]
  })
  const found = new Set([shell])
  for (let before = 0; before < found.size; ) {
    before = found.size
    for (const { id, parent } of all) if (found.has(parent)) found.add(id)
  }
  return all.filter(({ id }) => found.has(id))
}
