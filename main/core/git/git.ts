import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export type GitRun = { exit: number; stdout: string; stderr: string }

/** Runs the user's own git in a directory. Never throws: a git that cannot be started has exit 127. */
export type Git = (directory: string, args: readonly string[], options?: GitOptions) => Promise<GitRun>

export type GitOptions = { signal?: AbortSignal; stdin?: string }

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
  }
  return async (directory, args, options = {}) => {
    const child = spawn('git', args, { cwd: directory, env, signal: options.signal, stdio: ['pipe', 'pipe', 'pipe'] })
    const exit = new Promise<number>((resolve) => {
      child.once('error', () => resolve(127))
      child.once('close', (code) => resolve(code ?? 128))
    })
    child.stdin.on('error', () => undefined) // git may end before it has read everything
    child.stdin.end(options.stdin ?? '')
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
    return { exit: code, stdout, stderr }
  }
}

/** The line that says why: git's `fatal:` or `error:` line, else the first line it printed. */
export function reasonOf(run: GitRun): string {
  const lines = `${run.stderr}\n${run.stdout}`.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines[0] ?? `exit code ${run.exit}`
  return telling.replace(/^(fatal|error): /, '').trim()
}
