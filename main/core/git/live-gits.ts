import { execFile } from 'node:child_process'
import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { basename, sep } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

/** A git that runs, and that this process did not start. */
type LiveGit = { pid: number; args: string[]; folder: string | null }

const shortestWaitMs = 5
const patienceMs = 5000

/**
 * The gits that still do something for a worktree, as `git (process 42)`: an app
 * that was killed leaves the ones it started running. They are told by their
 * verb and a word of their command line, and given a little time to end.
 */
export async function outlastingGits(doing: { verbs: string[]; word: string; worktree: string }): Promise<string[]> {
  let waited = 0
  // nothing tells of the end of a process that is not one's own child
  for (let wait = shortestWaitMs; ; wait *= 2) {
    const still = await gitsDoing(doing)
    if (still.length === 0 || waited >= patienceMs) return still
    await pause(wait)
    waited += wait
  }
}

async function gitsDoing({ verbs, word, worktree }: { verbs: string[]; word: string; worktree: string }) {
  const real = await realpath(worktree).catch(() => worktree)
  const own = (await liveGits()).filter(({ args, folder }) => {
    if (args.includes('checkout--worker')) return folder === real
    return args.includes(word) && args.some((one) => verbs.includes(one))
  })
  return own.map(named)
}

/** The gits that run in these folders; null where the system does not tell. */
export async function gitsIn(folders: readonly string[]): Promise<string[] | null> {
  if (process.platform !== 'linux') return null
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)))
  const inside = (place: string) => real.some((folder) => place === folder || place.startsWith(folder + sep))
  return (await liveGits()).filter(({ folder }) => folder !== null && inside(folder)).map(named)
}

const named = ({ pid }: LiveGit) => `git (process ${pid})`

async function liveGits(): Promise<LiveGit[]> {
  if (process.platform === 'linux') return fromProc()
  return process.platform === 'win32' ? [] : fromPs()
}

/** Reads proc(5). A process may end, or belong to somebody else, while it is looked at. */
async function fromProc(): Promise<LiveGit[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      const [program = '', ...args] = line.split('\0')
      if (basename(program) !== 'git') return []
      const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
      const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (/^[ZX]?$/.test(state) || Number(parent) === process.pid) return []
      return [{ pid: Number(pid), args, folder: await readlink(`/proc/${pid}/cwd`).catch(() => null) }]
    }),
  )
  return found.flat()
}

async function fromPs(): Promise<LiveGit[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=,command='], {
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, state = '', program = '', ...args] = line.trim().split(/\s+/)
    if (basename(program) !== 'git' || state.startsWith('Z') || Number(parent) === process.pid) return []
    return [{ pid: Number(pid), args, folder: null }]
  })
}
