import { randomUUID } from 'node:crypto'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { attempt } from './attempt.ts'
import { isOpenAi, isSendable, openClient } from './client.ts'
import { listModels } from './list-models.ts'
import type { Endpoint, Model, ModelCall, ModelFault, ModelRequest, Reply } from './model.ts'
import type { RatedPrice } from './prices.ts'
import { withRetries } from './retry.ts'
import type { Timing } from './timing.ts'
import { isWhole, withOwnIds } from './tool-calls.ts'
import { usageOf } from './usage.ts'
import { whereOf } from './where.ts'
import type { Draft, Reader, Wire } from './wire.ts'

/** What a model needs beside its endpoint. */
export type ModelParts = {
  timing: Timing
  /** Dollars per million tokens; null where the price is not known. */
  priceOf: (model: string) => RatedPrice | null
  /** Ids for tool calls that came without one of their own. */
  newId?: () => string
}

/** A model over one wire API: what all of them have in common is here, beginning with the retries. */
export function modelOver(wire: Wire, endpoint: Endpoint, parts: ModelParts): Model {
  const client = openClient(endpoint)
  /** What this server has refused, by model: behind a gateway each is somebody else's. */
  const refused = new Map<string, Set<string>>()
  return {
    async reply(call) {
      const trouble = keyTrouble(endpoint, call.request.model)
      if (trouble) return fail(trouble)
      const where = whereOf(endpoint, call.request.model)
      const without = refused.get(call.request.model) ?? new Set()
      refused.set(call.request.model, without)
      const progress: Progress = { reader: null, shown: false }
      const outcome = await withRetries(call, parts.timing, () => {
        const reader = begin(wire, where, call, progress)
        return attempt({ wire, client, call, where, reader, without, timing: parts.timing })
      })
      if (outcome === 'stopped') return ok(stoppedReply(progress.reader))
      return outcome.ok ? ok(toReply(outcome.value, call.request, parts)) : outcome
    },
    async list(signal) {
      const trouble = keyTrouble(endpoint, '')
      if (trouble) return fail(trouble)
      return listModels(client, whereOf(endpoint, ''), signal, parts.timing.clock)
    },
  }
}

/** The try that is under way, and whether any of it was passed on. */
type Progress = { reader: Reader | null; shown: boolean }

/** A reader for the next try. What the last one passed on is taken back only now, so that a stop while waiting keeps it. */
function begin(wire: Wire, where: ReturnType<typeof whereOf>, call: ModelCall, progress: Progress): Reader {
  if (progress.shown) call.onDelta({ kind: 'restarted' })
  progress.shown = false
  progress.reader = wire.reader(where, (delta) => {
    progress.shown = true
    call.onDelta(delta)
  })
  return progress.reader
}

type KeyTrouble = Extract<ModelFault, { kind: 'key-missing' | 'key-refused' }>

function keyTrouble(endpoint: Endpoint, model: string): KeyTrouble | null {
  const { host } = new URL(endpoint.baseUrl)
  if (endpoint.key !== null) return isSendable(endpoint.key) ? null : { kind: 'key-refused', host }
  return isOpenAi(endpoint.baseUrl) ? { kind: 'key-missing', model: model || host } : null
}

function stoppedReply(reader: Reader | null): Reply {
  const { text, reasoning } = reader?.partial() ?? { text: '', reasoning: '' }
  return { text, reasoning, toolCalls: [], items: [], usage: null, end: 'stopped' }
}

/**
 * The reply as the conversation keeps it.
 *
 * Of one that was cut at its output limit, calls whose arguments are not whole
 * go, and the items that must be sent back as they came go with them.
 */
function toReply(draft: Draft, request: ModelRequest, parts: ModelParts): Reply {
  const used = request.messages.flatMap((said) => (said.role === 'assistant' ? said.toolCalls.map(({ id }) => id) : []))
  const whole = draft.end === 'cut' ? draft.toolCalls.filter((call) => isWhole(call.arguments)) : draft.toolCalls
  const toolCalls = withOwnIds(whole, used, parts.newId ?? shortId)
  const asCame =
    toolCalls.length === draft.toolCalls.length && toolCalls.every(({ id }, at) => id === draft.toolCalls[at]?.id)
  return {
    text: draft.text,
    reasoning: draft.reasoning,
    toolCalls,
    items: asCame ? draft.items : [],
    usage: draft.tokens && usageOf(draft.tokens, parts.priceOf(request.model)),
    end: draft.end,
  }
}

/** Nine letters and digits, which is all that Mistral takes; OpenAI takes no more than forty. */
function shortId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 9)
}

/** A model that cannot be reached at all, because its address is none. */
export function unreachableModel(fault: Extract<ModelFault, { kind: 'model-unreachable' }>): Model {
  const failed = (): Promise<Result<never, typeof fault>> => Promise.resolve(fail(fault))
  return { reply: failed, list: failed }
}
