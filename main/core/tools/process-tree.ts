import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { PassThrough, Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
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

/**
 * Starts a command line in the user's shell, in a process group of its own.
 *
 * It cannot outlive the app, even one that is killed: see `guard`. On Windows
 * it can, since there is no group to end.
 */
export function startTree(command: string, directory: string, environment: Record<string, string>): Tree {
  const options = { cwd: directory, env: environment }
  if (process.platform === 'win32') return startOnWindows(spawn(command, { ...options, shell: true, stdio: piped }))
  const mark = randomUUID()
  const child = spawn('/bin/sh', ['-c', guard, shell(), command, mark], { ...options, detached: true, stdio: guarded })
  return {
    output: child.stdout ?? Readable.from([]),
    exit: exitOf(child),
    async end() {
      if (child.pid === undefined) return
      await endGroup(child.pid, `IKIGAI_COMMAND=${mark}`)
      child.stdio[3]?.destroy()
    },
  }
}

type Stdio = ('ignore' | 'pipe')[]
/** The command's errors go where its output goes, so the pipe for errors is not needed; the fourth is the lifeline. */
const guarded: Stdio = ['ignore', 'pipe', 'ignore', 'pipe']
const piped: Stdio = ['ignore', 'pipe', 'pipe']

function exitOf(child: ChildProcess): Promise<number | Error> {
  return new Promise((resolve) => {
    child.once('error', resolve)
    child.once('exit', (code) => resolve(code ?? 137)) // by a signal: only SIGKILL ends the guard
  })
}

const shell = () => (existsSync('/bin/bash') ? '/bin/bash' : '/bin/sh')

/**
 * Runs the command `$1` in the shell `$0`, marked with `$2`, beside a watcher.
 *
 * The app holds the other end of descriptor 3 and never writes to it. When the
 * app dies, however it dies, the watcher reads the end of it and kills all that
 * carries the mark and then the group, itself included. The watcher has no
 * mark, so that it does not find itself, and no hold on the command's output.
 * It ignores what asks the command to end; the guard survives that too (by a
 * trap, which the command does not inherit) and passes on the exit code.
 * The guard's own errors ('Terminated') are not the command's and go nowhere.
 */
const guard = `
(
  trap '' HUP INT QUIT TERM
  read -r never <&3
  for file in $(grep -lsF "IKIGAI_COMMAND=$2" /proc/[0-9]*/environ); do
    file=\${file#/proc/}
    kill -KILL "\${file%/environ}"
  done
  kill -KILL 0
) </dev/null >/dev/null 2>&1 &
watcher=$!
trap : HUP INT QUIT TERM
(
  exec 2>&1 3<&-
  export IKIGAI_COMMAND="$2"
  exec "$0" -c "$1"
)
code=$?
kill -KILL $watcher
wait $watcher
exit $code
`

async function endGroup(group: number, mark: string): Promise<void> {
  const left = await membersOf(group, mark)
  if (left.length === 0) return
  send(left, 'SIGTERM')
  if (await ended(group, mark, () => undefined)) return
  // A process that forks while it is killed leaves a child that the list did not have, so each look kills again.
  await ended(group, mark, (still) => send(still, 'SIGKILL'))
}

/** Looks until nothing is left of a command, less and less often; false where the grace is over before. */
async function ended(group: number, mark: string, meet: (left: number[]) => void): Promise<boolean> {
  let waited = 0
  for (let wait = shortestWaitMs; waited < graceMs; wait *= 2) {
    const left = await membersOf(group, mark)
    if (left.length === 0) return true
    meet(left)
    await pause(wait)
    waited += wait
  }
  return false
}

function send(processes: readonly number[], signal: NodeJS.Signals): void {
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
    exit: exitOf(child),
    async end() {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      await promisify(execFile)('taskkill', ['/pid', String(child.pid), '/T', '/F']).catch(() => child.kill())
    },
  }
}
