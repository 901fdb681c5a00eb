import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type Duplex, PassThrough, Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { childStdio } from './child-descriptors.ts'
import { guard } from './process-guard.ts'
import { membersOf } from './process-list.ts'

/** A command and all that it starts. */
export type Tree = {
  /** What it prints, errors included, in the order it printed it. */
  output: Readable
  /** Its exit code once it has ended, whatever it left running; an error where it could not be started. */
  exit: Promise<number | Error>
  /** Ends all that is left of it: asks first, and after a short grace does not ask. Resolves once nothing is left. */
  end(): Promise<void>
}

const graceMs = 2000
const shortestWaitMs = 5
const killed = 137

/**
 * Starts a command line in the user's shell, in a process group of its own.
 *
 * It cannot outlive the app, even one that is killed (see `guard`). On Windows
 * it can, since there is no group to end.
 */
export function startTree(command: string, directory: string, environment: Record<string, string>): Tree {
  const options = { cwd: directory, env: environment }
  if (process.platform === 'win32') return startOnWindows(spawn(command, { ...options, shell: true, stdio: piped }))
  const mark = randomUUID()
  const child = spawn('/bin/sh', ['-c', guard, shell(), command, mark], {
    ...options,
    detached: true,
    stdio: childStdio(guarded),
  })
  const line = child.stdio[3] as Duplex // a pipe of the stdio below: Node's type does not know that it goes both ways
  const told = listenTo(line)
  const gone = goneOf(child)
  return {
    output: child.stdout ?? Readable.from([]),
    exit: Promise.race([told.code, gone]),
    async end() {
      await Promise.race([told.watcher, gone])
      const group = child.pid
      if (group === undefined) return // it could not be started
      const members = () => membersOf(group, `IKIGAI_COMMAND=${mark}`)
      const keepers = [group, told.watcherId()]
      await endAll(async () => (await members()).filter((id) => !keepers.includes(id)))
      line.write('done\n')
      await Promise.race([gone, pause(graceMs, undefined, { ref: false })])
      // The command killed its guard, or stopped it: what keeps watch is now ended like the rest.
      if (child.exitCode !== 0) await ended(members, (still) => send(still, 'SIGKILL'))
      line.destroy()
    },
  }
}

type Stdio = ('ignore' | 'pipe')[]
/** The command's errors go where its output goes, so the pipe for errors is not needed; the fourth is the line to the guard. */
const guarded: Stdio = ['ignore', 'pipe', 'ignore', 'pipe']
const piped: Stdio = ['ignore', 'pipe', 'pipe']

const shell = () => (existsSync('/bin/bash') ? '/bin/bash' : '/bin/sh')

/** What the guard says: the watcher's process, and later the command's exit code, a line each. */
function listenTo(line: Duplex) {
  const watcher = Promise.withResolvers<void>()
  const code = Promise.withResolvers<number>()
  let said = ''
  line.on('error', () => undefined) // the command may have killed its guard: `gone` tells
  line.setEncoding('utf8').on('data', (text: string) => {
    said += text
    const [first, second, ...rest] = said.split('\n')
    if (second !== undefined) watcher.resolve()
    if (first !== undefined && rest.length > 0) code.resolve(Number(second))
  })
  return { watcher: watcher.promise, code: code.promise, watcherId: () => Number(said.split('\n')[0]) }
}

const isRunning = (child: ChildProcess) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

function goneOf(child: ChildProcess): Promise<number | Error> {
  return new Promise((resolve) => {
    child.once('error', resolve)
    child.once('exit', (code) => resolve(code ?? killed))
  })
}

/** Asks all to end and, after a short grace, does not ask. Resolves once nobody is left. */
export async function endAll(others: () => Promise<number[]>, ask: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const left = await others()
  if (left.length === 0) return
  send(left, ask)
  if (await ended(others, () => undefined)) return
  // A process that forks while it is killed leaves a child that the list did not have, so each look kills again.
  await ended(others, (still) => send(still, 'SIGKILL'))
}

/** Looks until nobody is left, less and less often; false where the grace is over before. */
async function ended(others: () => Promise<number[]>, meet: (left: number[]) => void): Promise<boolean> {
  let waited = 0
  for (let wait = shortestWaitMs; waited < graceMs; wait *= 2) {
    const left = await others()
    if (left.length === 0) return true
    meet(left)
    await pause(wait)
    waited += wait
  }
  return false
}

/** Signals those that are still there. */
export function send(processes: readonly number[], signal: NodeJS.Signals): void {
  for (const id of processes) {
    try {
      process.kill(id, signal)
    } catch {
      // It has ended meanwhile, or runs as another user after a sudo, where nobody may end it.
    }
  }
}

function startOnWindows(child: ChildProcess): Tree {
  const output = new PassThrough()
  child.stdout?.pipe(output, { end: false })
  child.stderr?.pipe(output, { end: false })
  child.once('close', () => output.end())
  return {
    output,
    exit: goneOf(child),
    async end() {
      if (isRunning(child))
        await promisify(execFile)('taskkill', ['/pid', String(child.pid), '/T', '/F']).catch(() => child.kill())
    },
  }
}
