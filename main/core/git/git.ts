import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { childStdio } from '../tools/child-descriptors.ts'

/** As in a shell, a git that a signal ended has 128 and its number as exit code. */
export type GitRun = { exit: number; stdout: string; stderr: string }

/** Runs the user's own git in a directory. Never throws: a git that cannot be started has exit 127. */
export type Git = (directory: string, args: readonly string[], options?: GitOptions) => Promise<GitRun>

export type GitOptions = {
  signal?: AbortSignal
  /** Id of the agent that this is run for: the git terminal shows its name. */
  for?: string
  /** A function is asked anew in each run; where what it gives fails, the input ends there. */
  stdin?: string | (() => AsyncIterable<Uint8Array>)
  /** Gets what git prints, piece by piece, and is waited for; nothing of it is in the answer then. */
  take?: (piece: Buffer) => Promise<void> | void
  /** For this run alone, such as GIT_INDEX_FILE. */
  env?: Readonly<Record<string, string>>
  /** How bytes become text, both ways. `latin1` takes names that are not UTF-8 through unchanged. */
  encoding?: 'utf8' | 'latin1'
  /** Asked before a run that met somebody's lock is tried again: whoever held it may have changed what it is about. */
  again?: () => Promise<boolean>
  /** What a stream prints beyond this many bytes is read and dropped. */
  maxBytes?: number
}

/**
 * A git that speaks plain English, asks nothing and takes no locks for reads.
 *
 * `LC_ALL=C` keeps its messages readable by us, `GIT_OPTIONAL_LOCKS=0` keeps a
 * status from fighting the user's own git over the index (git manual, git(1)).
 */
export function gitWith(environment: Readonly<Record<string, string | undefined>>): Git {
  const env = {
    ...environment,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    // else ssh asks on the terminal that the app was started from, where nobody looks (ssh(1))
    SSH_ASKPASS: environment['SSH_ASKPASS'] ?? 'false',
    SSH_ASKPASS_REQUIRE: 'force',
  }
  return async (directory, args, options = {}) => {
    const { signal, encoding = 'utf8', maxBytes = Number.POSITIVE_INFINITY } = options
    const child = spawn('git', args, {
      cwd: directory,
      env: { ...env, ...options.env },
      signal,
      stdio: childStdio(['pipe', 'pipe', 'pipe']),
    })
    const exit = new Promise<number>((resolve) => {
      child.once('error', () => resolve(127))
      child.once('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
    })
    child.stdin.on('error', () => undefined) // git may end before it has read everything
    const { stdin = '', take } = options
    if (typeof stdin === 'string') child.stdin.end(stdin, encoding)
    else void pipeline(Readable.from(stdin()), child.stdin).catch(() => child.stdin.destroy())
    const [stdout, stderr, code] = await Promise.all([
      take ? handOver(child.stdout, take) : readUpTo(child.stdout, maxBytes),
      readUpTo(child.stderr, maxBytes),
      exit,
    ])
    return { exit: code, stdout: stdout.toString(encoding), stderr: stderr.toString() }
  }
}

/** Reads everything, so that git never waits on a full pipe, and keeps what there is room for. */
async function readUpTo(stream: Readable, room: number): Promise<Buffer> {
  const kept: Buffer[] = []
  let left = room
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (left > 0) kept.push(chunk.subarray(0, left))
    left -= chunk.length
  }
  return Buffer.concat(kept)
}

async function handOver(stream: Readable, take: (piece: Buffer) => Promise<void> | void): Promise<Buffer> {
  for await (const piece of stream as AsyncIterable<Buffer>) await take(piece)
  return Buffer.alloc(0)
}

/**
 * Whether something ended git, rather than git itself: what it does at the end
 * was not done. 129 is a wrong option, and 255 is what some of git's own faults
 * end with; signals go up to 64 (signal(7)).
 */
export const wasKilled = ({ exit }: GitRun): boolean => exit > 129 && exit <= 128 + 64

/** That we answer no question is our own doing; what git wanted to know it says next. */
const unanswered = /^error: unable to read askpass response/

/** The line that says why: git's `fatal:` or `error:` line, else the first line it printed. */
export function reasonOf(run: GitRun): string {
  if (wasKilled(run)) return `it was killed (exit code ${run.exit})`
  const lines = `${run.stderr}\n${run.stdout}`
    .split('\n')
    .filter((line) => line.trim() !== '' && !unanswered.test(line))
  const telling = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines[0] ?? `exit code ${run.exit}`
  return telling.replace(/^(fatal|error): /, '').trim()
}
