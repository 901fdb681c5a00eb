import type { OpenAI } from 'openai'
import { z } from 'zod'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { missOf } from './faults.ts'
import type { ListFault, ModelFault } from './model.ts'
import type { Where } from './where.ts'

/** How long a server has to name its models, in milliseconds. */
const patienceMs = 30_000

const page = z.object({ data: z.array(z.object({ id: z.string() })) })

/** Names of the models that a server offers (`GET /models`), sorted. One try. */
export async function listModels(
  client: OpenAI,
  where: Where,
  signal: AbortSignal,
  clock: () => number,
): Promise<Result<string[], ListFault>> {
  try {
    const read = page.safeParse(await client.get('/models', { signal, timeout: patienceMs }))
    if (!read.success) return fail({ kind: 'reply-unreadable', reason: 'no list of models' })
    return ok(read.data.data.map(({ id }) => id).toSorted())
  } catch (error) {
    if (signal.aborted) return fail({ kind: 'model-unreachable', url: where.url, reason: 'it took too long' })
    return fail(narrowed(missOf(error, where, clock()).fault))
  }
}

/** Faults that only a conversation can have are told as what they are to a list. */
function narrowed(fault: ModelFault): ListFault {
  switch (fault.kind) {
    case 'model-not-found':
      return { kind: 'reply-unreadable', reason: 'it has no list of models' }
    case 'quota-spent':
      return { kind: 'model-refused', status: 429, reason: 'the account has no quota left' }
    case 'context-full':
    case 'stream-cut':
      return { kind: 'reply-unreadable', reason: 'the list of models broke off' }
    default:
      return fault
  }
}
