import { chatModel } from '../../../main/core/models/chat.ts'
import type { Delta, Model, ModelFault, ModelRequest, Reply } from '../../../main/core/models/model.ts'
import type { ModelParts } from '../../../main/core/models/model-over.ts'
import { responsesModel } from '../../../main/core/models/responses.ts'
import type { Timing } from '../../../main/core/models/timing.ts'
import type { Result } from '../../../preload/protocol/result.ts'

export type Api = 'chat' | 'responses'
export const apis = ['chat', 'responses'] as const

const idleMs = 300_000

/** Time that passes only when it is waited for, and a silence that comes when it is called for. */
export function handTime() {
  let now = 1_000_000
  const waits: number[] = []
  const listening = new Set<() => void>()
  const timing: Timing = {
    clock: () => now,
    random: () => 0.5,
    idleMs,
    tries: 5,
    wait: (ms, signal) => {
      if (ms !== idleMs) {
        waits.push(ms)
        now += ms
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        listening.add(resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    },
  }
  const silence = () => {
    now += idleMs
    for (const end of listening) end()
    listening.clear()
  }
  return { timing, waits, silence }
}

/** A model of either API at a server, with ids that can be foretold. */
export function modelAt(api: Api, at: { baseUrl: string; key: string | null }, parts: Partial<ModelParts> = {}): Model {
  let made = 0
  const endpoint = { ...at, api }
  const whole = {
    timing: handTime().timing,
    priceOf: () => null,
    newId: () => {
      made += 1
      return `made_${made}`
    },
    ...parts,
  }
  return api === 'chat' ? chatModel(endpoint, whole) : responsesModel(endpoint, whole)
}

export const plainRequest: ModelRequest = {
  model: 'scripted',
  instructions: 'Be brief.',
  messages: [{ role: 'user', text: 'Hello' }],
  tools: [
    {
      name: 'read_file',
      description: 'Reads.',
      parameters: { type: 'object', properties: { path: { type: 'string' } } },
    },
  ],
}

export type Told = {
  reply: Result<Reply, ModelFault>
  deltas: Delta[]
  retries: { attempt: number; at: number; reason: string }[]
  /** What a page that follows the deltas would show. */
  shown: { text: string; reasoning: string }
}

/** Asks once and keeps all that was reported on the way. */
export async function ask(
  model: Model,
  options: {
    request?: Partial<ModelRequest>
    signal?: AbortSignal
    onDelta?: (delta: Delta) => void
    onRetry?: () => void
  } = {},
): Promise<Told> {
  const deltas: Delta[] = []
  const retries: Told['retries'] = []
  const shown = { text: '', reasoning: '' }
  const reply = await model.reply({
    request: { ...plainRequest, ...options.request },
    signal: options.signal ?? new AbortController().signal,
    onDelta(delta) {
      deltas.push(delta)
      if (delta.kind === 'restarted') Object.assign(shown, { text: '', reasoning: '' })
      else if (delta.kind !== 'call') shown[delta.kind] += delta.text
      options.onDelta?.(delta)
    },
    onRetry(retry) {
      retries.push(retry)
      options.onRetry?.()
    },
  })
  return { reply, deltas, retries, shown }
}
