import { APIError, type OpenAI } from 'openai'
import { Stream } from 'openai/streaming'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Miss, unreadable } from './miss.ts'

/** An answer's events, whether the server has said that there are no more, and the answer's content type. */
export type Events = { events: AsyncIterable<unknown>; ended: () => boolean; type: string }

/**
 * Opens an answer as a stream of events.
 *
 * Something else than a stream is said to be so: a web page (a wrong base URL,
 * a log-in page of a network) or plain JSON. JSON with an error is thrown as
 * the client throws it. `touch` is called with each piece that comes, a comment
 * included: gateways send those while a model thinks.
 */
export async function openStream(response: Response, client: OpenAI, touch: () => void): Promise<Result<Events, Miss>> {
  const type = response.headers.get('content-type') ?? ''
  if (/\bhtml\b/i.test(type)) {
    await response.body?.cancel()
    return fail(unreadable('a web page instead of a reply'))
  }
  if (!response.body) return fail(unreadable('an empty answer'))
  if (/\bjson\b/i.test(type) && !/ndjson|jsonl/i.test(type)) {
    const error = errorIn(await response.text())
    if (error !== undefined) throw new APIError(undefined, error, undefined, response.headers)
    return fail(unreadable('one JSON document instead of a stream'))
  }
  const end = watchEnd(touch)
  const watched = new Response(response.body.pipeThrough(end.through), { headers: response.headers })
  const events: AsyncIterable<unknown> = Stream.fromSSEResponse(watched, new AbortController(), client)
  return ok({ events, ended: end.seen, type: type || 'something' })
}

/** Sees `data: [DONE]` go by, which the client keeps to itself. JSON cannot contain it at a line's beginning. */
function watchEnd(touch: () => void) {
  let tail = '\n'
  let seen = false
  const through = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      touch()
      const text = tail + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
      seen ||= /[\r\n]data: ?\[DONE\]/.test(text)
      tail = text.slice(-16)
      controller.enqueue(bytes)
    },
  })
  return { through, seen: () => seen }
}

function errorIn(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null || !('error' in body)) return undefined
    return typeof body.error === 'object' && body.error !== null ? body.error : { message: String(body.error) }
  } catch {
    return undefined
  }
}
