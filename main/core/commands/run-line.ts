import { parseArgs } from 'node:util'
import fuzzysort from 'fuzzysort'
import { explain } from '../../../preload/protocol/explain.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { Ask } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { append } from '../conversation/append.ts'
import type { Project } from '../project.ts'
import type { Command, CommandCall, CommandFault } from './command.ts'
import { badArgument, splitCommands, typedWords, unquoted } from './parse.ts'
import { commands } from './registry.ts'

type Ready = { command: Command; typed: string; words: string[]; options: CommandCall['options'] }

/**
 * Runs a line of slash commands joined by `&&`; a failure stops the chain.
 *
 * The whole line is understood before anything happens. A fault of the first
 * command is the line's fault, and nothing is noted; a fault further on is
 * noted in the conversation, since what went before it did happen. A command
 * that has something to ask ends the line; the question carries the rest of it.
 */
export async function runLine(
  project: Project,
  agentId: string,
  line: string,
): Promise<Result<{ view: string | null; ask: Ask | null }, CommandFault>> {
  const chain = understand(line)
  if (!chain.ok) return chain
  let at = agentId
  let view: string | null = null
  for (const [index, { command, typed, words, options }] of chain.value.entries()) {
    const done = await command.run(project, { agentId: at, words, options })
    if (!done.ok && index === 0) return done
    const text = done.ok ? done.value.text : explain(done.fault)
    if (done.ok && done.value.view !== null) view = done.value.view
    // a command that closed its agent leaves its note with the next one
    const noted = project.live.has(at) ? at : (view ?? at)
    if (text !== null) {
      await append(project, noted, {
        kind: 'notice',
        payload: { command: typed, text, tone: done.ok ? 'info' : 'error' },
      })
    }
    if (!done.ok) break
    // as if each were typed where the one before it led
    at = view ?? at
    if (done.value.ask) {
      const behind = chain.value.slice(index + 1).map((next) => next.typed)
      return ok({ view, ask: { ...done.value.ask, rest: behind.length > 0 ? behind.join(' && ') : null } })
    }
  }
  return ok({ view, ask: null })
}

/** Finds the commands of a line and checks their arguments. */
export function understand(line: string): Result<Ready[], CommandFault> {
  const split = splitCommands(line, takesText)
  if (!split.ok) return fail({ kind: 'bad-input', what: `a quote ${split.fault.quote} is not closed` })
  const chain: Ready[] = []
  for (const words of split.value) {
    const ready = understandOne(words)
    if (!ready.ok) return ready
    chain.push(ready.value)
  }
  return ok(chain)
}

function understandOne(words: string[]): Result<Ready, CommandFault> {
  const [first = '', ...rest] = words
  if (!first.startsWith('/')) {
    return fail({ kind: 'bad-input', what: `a command begins with a slash, and '${first}' does not` })
  }
  const spoken = [first.slice(1), ...rest]
  const command = longestMatch(spoken)
  if (!command) return fail(unknown(spoken))
  const args = spoken.slice(command.name.split(' ').length)
  if (command.text) return understandText(command, words, args)
  try {
    const { values, positionals } = parseArgs({ args, options: command.options, allowPositionals: true })
    const [least, most] = command.words
    if (positionals.length < least) return fail(badArgument(command, 'something is missing'))
    if (positionals.length > most)
      return fail(badArgument(command, `'${positionals[most]}' is one word too many; quote what belongs together`))
    return ok({ command, typed: typedWords(words), words: positionals, options: toOptions(values) })
  } catch (error) {
    // parseArgs throws for options it does not know; its first sentence says which
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)
    return fail(badArgument(command, reason))
  }
}

/** A command whose last word is a text has no options: what looks like one is said. */
function understandText(command: Command, typed: string[], args: string[]): Result<Ready, CommandFault> {
  const [least, most] = command.words
  const text = args.length === most ? args.at(-1) : undefined
  const words = text === undefined ? args : [...args.slice(0, -1), unquoted(text)]
  if (words.length < least || words.at(-1)?.trim() === '') return fail(badArgument(command, 'something is missing'))
  const written = text === undefined ? typedWords(typed) : `${typedWords(typed.slice(0, -1))} ${text}`
  return ok({ command, typed: written, words, options: {} })
}

/** Whether what follows these words of a command is a text. */
function takesText([first = '', ...rest]: readonly string[]): boolean {
  if (!first.startsWith('/')) return false
  const command = longestMatch([first.slice(1), ...rest])
  return command?.text === true && 1 + rest.length === command.name.split(' ').length + command.words[1] - 1
}

/** No command has a list as an option. */
function toOptions(values: Record<string, unknown>): CommandCall['options'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'boolean' ? value : String(value)]),
  )
}

function longestMatch(spoken: readonly string[]): Command | undefined {
  return commands
    .filter(({ name }) => name.split(' ').every((word, index) => spoken[index] === word))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
}

/** Says which commands come near: of `/memory shwo` those that begin with memory. */
function unknown([first = '', second]: readonly string[]): FaultOf<'unknown-command'> {
  const below = commands.map(({ name }) => name).filter((name) => name.startsWith(`${first} `))
  if (below.length > 0) {
    const typed = second === undefined ? first : `${first} ${second}`
    const near = second === undefined ? [] : nearest(typed, below)
    return { kind: 'unknown-command', name: typed, near: near.length > 0 ? near : below }
  }
  const names = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))]
  return { kind: 'unknown-command', name: first, near: nearest(first, names) }
}

const nearest = (typed: string, names: readonly string[]) =>
  fuzzysort.go(typed, names, { limit: 3, threshold: 0 }).map(({ target }) => target)
