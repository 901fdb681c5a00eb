import type { APIError } from 'openai'
import { z } from 'zod'
import { oneLine } from './one-line.ts'

/** What a server said was wrong, whatever shape it said it in. */
export type ServerError = {
  /** Of the answer, or a number that an error inside of a stream carries in its place; null where there is none. */
  status: number | null
  code: string
  param: string
  /** The server's own words, one line; empty where it had none. */
  sentence: string
  /** A web page came: the answer is not from an API. */
  page: boolean
}

const label = z.union([z.string(), z.number()]).nullish().catch(null)
const shape = z.object({
  message: z.unknown().optional(),
  detail: z.unknown().optional(),
  code: label,
  type: label,
  param: label,
})

/**
 * Reads the error of an answer or of a stream.
 *
 * OpenAI nests an object with `message`, `code`, `type` and `param`; Ollama may
 * send a bare string, FastAPI servers `detail`, gateways a number as `code` or
 * a web page of their own.
 */
export function readServerError(error: APIError, key: string | null): ServerError {
  const body: unknown = error.error
  const said = typeof body === 'string' ? shape.parse({ message: body }) : (shape.safeParse(body).data ?? null)
  const raw = said === null ? error.message.replace(/^\d{3} /, '') : ''
  const page = /<(!doctype|html|head|body|title)\b/i.test(raw)
  const number = Number(said?.code)
  return {
    status: error.status ?? (number >= 400 && number < 600 ? number : null),
    code: [said?.code, said?.type].filter((part) => part !== null && part !== undefined).join(' '),
    param: String(said?.param ?? ''),
    sentence:
      page || raw === 'status code (no body)' ? '' : oneLine(wordsOf(said?.message ?? said?.detail ?? raw), key),
    page,
  }
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
