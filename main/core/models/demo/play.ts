import { type Done, heldBack, type Scene } from './scene.ts'
import type { SaidTurn } from './turn.ts'

export type Call = { name: string; arguments: Record<string, unknown> }

/** One reply of a play. Without calls the run ends with it. */
export type Line = { text: string; calls?: Call[] }

/** Says a reply from what came of the calls before it, oldest first. Null: it is not needed here. */
export type Step = (done: readonly Done[]) => Line | null

const introduction = `I am **Ikigai's demo model**: a script, not an AI. This is a story that I know, so I play it; my tool calls are real and work on the repository that is open.`

/**
 * Plays steps in their order, each when the calls of those before it are done.
 *
 * A call that was stopped or interrupted is made again, one that was denied
 * ends the run. A tool that is not offered ends it too, and is named.
 */
export function playSteps(scene: Scene, steps: readonly Step[]): SaidTurn {
  const pool = scene.done.filter((done) => heldBack(done) === null || heldBack(done) === 'denied')
  const done: Done[] = []
  const say = (text: string): SaidTurn => ({
    text: scene.first && scene.done.length === 0 ? `${introduction}\n\n${text}` : text,
  })
  for (const step of steps) {
    const line = step(done)
    if (line === null) continue
    const { text, calls = [] } = line
    if (calls.length === 0) return say(text)
    const missing = [...new Set(calls.map(({ name }) => name))].filter((name) => !scene.tools.has(name))
    if (missing.length > 0) return say(`${text}\n\n${notOffered(missing)}`)
    const answered = calls.map((call) => take(pool, call))
    const open = calls.filter((_, index) => answered[index] === null)
    if (open.length > 0) return { ...say(text), toolCalls: open, callPieceLength: 40 }
    done.push(...answered.filter((one) => one !== null))
    if (answered.some((one) => one !== null && heldBack(one) === 'denied')) return say(denied)
  }
  return say('That is all that I know of this story.')
}

const denied = `You denied that, so I stop here. What was done before it stays as it is. Send your message again, and I begin again.`

const notOffered = (names: readonly string[]) =>
  `For that I need ${names.map((name) => `\`${name}\``).join(' and ')}, which this version of Ikigai does not offer to me. So I stop here.`

/** What came of a call; it is taken out, since the same call may be made again later. */
function take(pool: Done[], call: Call): Done | null {
  const same = (done: Done) => done.name === call.name && sameArguments(done.arguments, call.arguments)
  const at = pool.findIndex(same)
  return at < 0 ? null : (pool.splice(at, 1)[0] ?? null)
}

const sameArguments = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  JSON.stringify(a) === JSON.stringify(b)

/** A command line as a call. */
export function command(line: string): Call {
  return { name: 'run_command', arguments: { command: line } }
}

/** What came of the last call of a command that begins so. */
export function ran(done: readonly Done[], beginning: string): Done | undefined {
  return done.findLast((one) => one.name === 'run_command' && commandOf(one).startsWith(beginning))
}

export const commandOf = (done: Done): string => String(done.arguments['command'] ?? '')

/** Whether a command ended well. */
export function succeeded(done: Done | undefined): done is Done {
  return done !== undefined && heldBack(done) === null && !/^(Exit code \d|The command )/.test(done.result)
}

/** What to type now, for those who play a story without its text beside them. */
export function next(what: string): string {
  return `\n\n**Next in the story:** ${what}`
}
