import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { childEnvironment } from './child-environment.ts'
import { headAndTail, plainText, trickle } from './command-output.ts'
import { codeOf } from './disk-refusal.ts'
import { startTree } from './process-tree.ts'
import { refused, size, stopped } from './refusals.ts'
import { changesStash } from './shared-stash.ts'
import { text } from './text-input.ts'
import { type ToolContext, type ToolOutcome, tool } from './tool.ts'

const longestMs = 3_600_000
/** Beyond this a command is no longer useful to anybody. */
const mostBytes = 50_000_000
/** Linux takes no argument longer than 128 KiB (execve(2)). */
const mostCommand = 120_000
const kept = { head: 16_000, tail: 48_000 }
const watched = { characters: 8000, everyMs: 50 }
/** How long to wait for output that a process which got away may still hold open. */
const lastOutputMs = 1000

const input = z.object({
  command: text
    .min(1, 'it is empty')
    .refine((line) => Buffer.byteLength(line) <= mostCommand, 'it is too long: write it to a file and run that')
    .describe('The command line, as typed into a shell.'),
  timeout_ms: z.int().min(1).max(longestMs).optional().describe('Time limit in milliseconds, at most an hour.'),
})

/** Runs a command line in the agent's directory. */
export const runCommand = tool({
  name: 'run_command',
  kind: 'command',
  description: `Run a shell command in your directory.

The shell is bash where there is one. Each call starts anew: a cd or a variable does not last. There is no terminal and no input, so pass what a program would ask for as options. The result has the exit code, if it is not 0, and what was printed; of very long output the middle is left out. A command that exceeds its time limit is ended with everything it started. Processes left in the background are ended as well when the command ends, so a server lives only as long as its command: start it, use it and stop it in one call. To read, write and search files prefer the tools for that. Do not use git stash: all agents share it.`,
  input,
  describe: ({ command }) => ({ verb: 'run', subject: command }),
  command: ({ command }) => command,
  run: ({ command, timeout_ms }, context) => runIn(context, command, timeout_ms ?? context.commandTimeoutMs),
})

type Ending = { why: 'exit'; code: number } | { why: 'error'; error: Error } | { why: 'time' | 'flood' | 'stop' }

async function runIn(context: ToolContext, command: string, limitMs: number): Promise<ToolOutcome> {
  if (context.signal.aborted) return stopped
  if (changesStash(command)) return refused({ kind: 'stash-shared' })
  const began = performance.now()
  const tree = startTree(command, context.directory, commandEnvironment(context))
  const output = headAndTail(kept)
  const live = trickle(context.onOutput, watched)
  const plain = plainText()
  const take = (said: string) => {
    output.add(said)
    live.add(said)
  }

  let bytes = 0
  const done = new AbortController()
  const flood = new Promise<Ending>((resolve) => {
    tree.output.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > mostBytes) resolve({ why: 'flood' })
      else take(plain.add(chunk))
    })
  })
  const closed = new Promise<void>((resolve) => tree.output.once('close', resolve))
  const ending = await Promise.race<Ending>([
    tree.exit.then((code) => (code instanceof Error ? { why: 'error', error: code } : { why: 'exit', code })),
    flood,
    onTime(limitMs, done.signal),
    onAbort(context.signal, done.signal),
  ])
  done.abort()
  await tree.end()
  await Promise.race([closed, pause(lastOutputMs, undefined, { ref: false })])
  tree.output.destroy()
  take(plain.end())
  live.end()
  return outcomeOf(ending, output.text(), { limitMs, tookMs: performance.now() - began })
}

/** Nothing in it may ask, page or draw: there is no terminal to do it on. */
function commandEnvironment(context: ToolContext): Record<string, string> {
  const { CI: _, ...environment } = childEnvironment(context.environment)
  const quiet = { GIT_TERMINAL_PROMPT: '0', GIT_EDITOR: 'true', PAGER: 'cat', GIT_PAGER: 'cat', TERM: 'dumb' }
  return { ...environment, ...quiet }
}

async function onTime(ms: number, done: AbortSignal): Promise<Ending> {
  await pause(ms, undefined, { signal: done }).catch(() => undefined)
  return { why: 'time' }
}

function onAbort(signal: AbortSignal, done: AbortSignal): Promise<Ending> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ why: 'stop' }), { once: true, signal: done })
  })
}

function outcomeOf(ending: Ending, output: string, time: { limitMs: number; tookMs: number }): ToolOutcome {
  if (ending.why === 'error') return refused({ kind: 'not-started', reason: reasonOf(ending.error) })
  const { outcome, first, word } = told(ending, time.limitMs)
  const printed = output.trim() === '' ? '(It printed nothing.)' : output.trimEnd()
  return {
    outcome,
    content: first === '' ? printed : `${first}\n${printed}`,
    summary: `${word} · ${(time.tookMs / 1000).toFixed(1)} s`,
    detail: { kind: 'text', text: output.trimEnd() },
  }
}

/** Node names the shell where it is the directory that is gone. */
function reasonOf(error: Error): string {
  return codeOf(error) === 'ENOENT' ? 'your directory does not exist any more' : error.message
}

type Told = { outcome: ToolOutcome['outcome']; first: string; word: string }

function told(ending: Exclude<Ending, { why: 'error' }>, limitMs: number): Told {
  switch (ending.why) {
    case 'exit':
      return ending.code === 0
        ? { outcome: 'ok', first: '', word: 'exit 0' }
        : { outcome: 'failed', first: `Exit code ${ending.code}.`, word: `exit ${ending.code}` }
    case 'time': {
      const first = `The command was ended at its time limit of ${limitMs / 1000} s. If it needs longer, give a higher timeout_ms (at most ${longestMs}); if it waits for input, pass that as options. It had printed:`
      return { outcome: 'failed', first, word: 'timed out' }
    }
    case 'flood': {
      const first = `The command was ended because it printed more than ${size(mostBytes)}. Print less, or send the output to a file. It began and went on with:`
      return { outcome: 'failed', first, word: 'printed too much' }
    }
    case 'stop':
      return { outcome: 'stopped', first: 'The user stopped the command. It had printed:', word: 'stopped' }
  }
}
