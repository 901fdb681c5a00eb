import { z } from 'zod'
import type { Message } from '../model.ts'
import type { ScriptRequest } from './turn.ts'

/** A tool call and what came of it, as the model reads it. */
export type Done = { name: string; arguments: Record<string, unknown>; result: string }

/** Where a conversation stands: all that a story may look at, taken from the request alone. */
export type Scene = {
  /** What the person asked for last. */
  asked: string
  /** Whether that was the first thing they said. */
  first: boolean
  /** What they said before it, oldest first. */
  said: string[]
  /** What was done about it so far, oldest first. */
  done: Done[]
  /** What was done before it, oldest first. */
  earlier: Done[]
  tools: ReadonlySet<string>
}

/** What the host says in a person's place where a reply is to be gone on with. */
const goOn = 'Go on.'

/** Reads the scene from a request, so that a story goes on rightly behind a restart and a rewind. */
export function sceneOf({ messages, tools }: ScriptRequest): Scene {
  const isAsked = (said: Message) => said.role === 'user' && said.text !== goOn
  const at = messages.findLastIndex(isAsked)
  const said = messages.slice(0, at + 1).flatMap((one) => (one.role === 'user' && isAsked(one) ? [one.text] : []))
  const [asked = '', ...before] = said.map((text) => text.split('\n\n<file ')[0] ?? '').toReversed()
  return {
    asked,
    first: before.length === 0,
    said: before.toReversed(),
    done: doneIn(messages.slice(at + 1)),
    earlier: doneIn(messages.slice(0, Math.max(0, at))),
    tools: new Set(tools),
  }
}

function doneIn(messages: readonly Message[]): Done[] {
  const results = new Map(
    messages.flatMap((said) => (said.role === 'tool' ? [[said.callId, said.content] as const] : [])),
  )
  return messages
    .flatMap((said) => (said.role === 'assistant' ? said.toolCalls : []))
    .map((call) => ({ name: call.name, arguments: readArguments(call.arguments), result: results.get(call.id) ?? '' }))
}

const anyArguments = z.record(z.string(), z.unknown())

function readArguments(text: string): Record<string, unknown> {
  try {
    return anyArguments.safeParse(JSON.parse(text)).data ?? {}
  } catch {
    return {}
  }
}

/** The last call of a tool in this scene's own part, if there was one. */
export function lastDone(scene: Scene, name: string): Done | undefined {
  return scene.done.findLast((done) => done.name === name)
}

/** Why a call did not run, in words for the person; null where it ran, whatever came of it. */
export function heldBack(done: Done): 'denied' | 'stopped' | 'interrupted' | null {
  if (/^The user denied/.test(done.result)) return 'denied'
  if (/^The user stopped/.test(done.result)) return 'stopped'
  return /^This call was interrupted/.test(done.result) ? 'interrupted' : null
}

/** Whether a file was really written by this call. */
export function wrote(done: Done): boolean {
  return /^(Created|Replaced|Edited)\b/.test(done.result)
}

/** The files that these calls have written or changed. */
export function pathsWritten(done: readonly Done[]): Set<string> {
  const writing = done.filter((one) => /^(write|edit)_file$/.test(one.name) && wrote(one))
  return new Set(writing.map(({ arguments: { path } }) => String(path)))
}

/** How a call went, for a table. */
export function outcomeOf(done: Done): string {
  const held = heldBack(done)
  if (held) return held
  if (done.name === 'run_command') return /^Exit code (\d+)/.exec(done.result)?.[0].toLowerCase() ?? 'done'
  if (done.name === 'write_file' || done.name === 'edit_file') return wrote(done) ? 'done' : 'failed'
  return 'done'
}

/** A fence that the text cannot end. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`
}
