import { readdirSync, readFileSync } from 'node:fs'

/**
 * Milliseconds of processor time that a process has used, in all its threads,
 * and the children that it had. Linux alone tells (proc(5)).
 */
export function processorTime(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((id) => `/proc/${pid}/task/${id}/schedstat`)
  const nanoseconds = threads.reduce((sum, path) => sum + Number(read(path).split(' ')[0]), 0)
  const fields = statOf(pid)
  const hundredths = Number(fields[13]) + Number(fields[14]) // of children that have ended
  return nanoseconds / 1e6 + hundredths * 10
}

/** Resolves when a process has no children and has done next to nothing for a while. */
export async function quiet(pid: number): Promise<void> {
  for (let still = 0, last = processorTime(pid); still < 5; ) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    const now = processorTime(pid)
    still = now - last < 5 && !hasChildren(pid) ? still + 1 : 0
    last = now
  }
}

function hasChildren(pid: number): boolean {
  return readdirSync('/proc').some((name) => {
    const [state, parent] = /^\d+$/.test(name) ? statOf(Number(name)) : []
    return Number(parent) === pid && state !== 'Z'
  })
}

/** The fields behind the process's name, which is in brackets and may be anything. */
function statOf(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Empty where the process or thread has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
