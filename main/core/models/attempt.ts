import type { OpenAI } from 'openai'
import { fail, type Result } from '../../../preload/protocol/result.ts'
import { missOf, speaksOfTurns } from './faults.ts'
import { type Idle, watchIdle } from './idle.ts'
import { cutOff, type Miss, type Refusal, unreadable } from './miss.ts'
import type { ModelCall } from './model.ts'
import { openStream } from './stream.ts'
import type { Timing } from './timing.ts'
import type { Where } from './where.ts'
import { type Draft, earlierItems, keptThoughts, type Reader, rolesInARow, type Wire } from './wire.ts'

type Attempt = {
  wire: Wire
  client: OpenAI
  call: ModelCall
  where: Where
  reader: Reader
  /** What this server has refused from this model; what it refuses now is added. */
  without: Set<string>
  timing: Timing
}

type Outcome = Result<Draft, Miss> | 'stopped'

/**
 * One try: asks, and reads the stream to its end.
 *
 * A parameter that the server refuses and the call can do without is left out
 * at once, for this call and for those to come; thoughts of the model that it
 * misses are sent from then on, and what one side said in a row as one. Items of an earlier reply that
 * it does not take back (another account's, another model's) are left out of
 * this call alone.
 */
export async function attempt(parts: Attempt): Promise<Outcome> {
  const leftOut = new Set<string>()
  for (;;) {
    const outcome = await ask(parts, new Set([...parts.without, ...leftOut]))
    if (outcome === 'stopped' || outcome.ok) return outcome
    const cause = spared(outcome.fault, parts.wire)
    if (cause === null || parts.without.has(cause) || leftOut.has(cause)) return outcome
    if (cause === earlierItems) leftOut.add(cause)
    else parts.without.add(cause)
  }
}

async function ask(parts: Attempt, without: ReadonlySet<string>): Promise<Outcome> {
  const { call, where, reader, timing } = parts
  const idle = watchIdle(call.signal, timing)
  try {
    const response = await parts.wire.send(parts.client, call.request, { signal: idle.signal, without })
    idle.touch()
    return await read(parts, response, idle)
  } catch (error) {
    const broken = call.signal.aborted
      ? 'stopped'
      : fail(idle.expired() ? silent() : missOf(error, where, timing.clock()))
    // A connection that breaks behind the last word takes nothing away.
    const whole = reader.finish(false)
    return whole.ok && !call.signal.aborted ? whole : broken
  } finally {
    idle.end()
  }
}

async function read({ client, call, reader }: Attempt, response: Response, idle: Idle): Promise<Outcome> {
  const stream = await openStream(response, client, idle.touch)
  if (!stream.ok) return stream
  let came = false
  for await (const event of stream.value.events) {
    came = true
    const miss = reader.take(event)
    if (miss) return fail(miss)
  }
  // An aborted stream ends quietly: only the signals tell.
  if (call.signal.aborted) return 'stopped'
  const whole = reader.finish(stream.value.ended())
  if (whole.ok) return whole
  if (idle.expired()) return fail(silent())
  return came || stream.value.type.includes('event-stream')
    ? whole
    : fail(unreadable(`${stream.value.type} instead of a stream`))
}

const silent = () => cutOff('the server fell silent')

/** What a refused request can be sent again without; null where nothing of that kind was refused. */
function spared({ refusal }: Miss, wire: Wire): string | null {
  if (refusal === null) return null
  const { param, code, sentence } = refusal
  if (isAboutItems(refusal)) return earlierItems
  if (/reasoning_content/.test(sentence) && wire.optional.includes(keptThoughts)) return keptThoughts
  if (speaksOfTurns(sentence) && wire.optional.includes(rolesInARow)) return rolesInARow
  if (
    !/unsupported|unknown|invalid|unrecognized|not supported|extra|must be verified|not permitted/i.test(
      `${code} ${sentence}`,
    )
  ) {
    return null
  }
  const named = (name: string) => param === name || param.startsWith(`${name}.`) || param.startsWith(`${name}[`)
  return (
    wire.optional.find(named) ??
    wire.optional.find((name) => new RegExp(`['"\`]${name.replace('.', '\\.')}['"\`]`).test(sentence)) ??
    (/reasoning summar/i.test(sentence) ? (wire.optional.find((name) => name === 'reasoning.summary') ?? null) : null)
  )
}

function isAboutItems({ code, sentence }: Refusal): boolean {
  return (
    /invalid_encrypted_content/.test(code) ||
    /encrypted content .*could not be|of type '?reasoning'? was provided without|required '?reasoning'? item|reasoning input items|items are not persisted/i.test(
      sentence,
    )
  )
}
