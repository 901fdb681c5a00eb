import { APIConnectionError, APIError } from 'openai'
import { cutOff, final, type Miss, passing, unreadable } from './miss.ts'
import { networkCause } from './network-cause.ts'
import { retryAfter } from './retry-after.ts'
import { readServerError, type ServerError } from './server-error.ts'
import type { Where } from './where.ts'

/**
 * What a thrown error means, and whether another try could help.
 *
 * After OpenAI's error guide (developers.openai.com/api/docs/guides/error-codes)
 * and what compatible servers send in its place. Errors of our own making are
 * thrown on.
 */
export function missOf(error: unknown, where: Where, now: number): Miss {
  if (error instanceof APIConnectionError) {
    const { reason, lasting } = networkCause(error)
    const fault = { kind: 'model-unreachable' as const, url: where.url, reason }
    return lasting ? final(fault) : passing(fault, `${where.host}: ${reason}`)
  }
  if (error instanceof APIError) {
    return missOfServer(readServerError(error, where.key), where, retryAfter(error.headers, now))
  }
  if (error instanceof SyntaxError) return unreadable('a part of the reply is not JSON')
  if (error instanceof TypeError && error.cause instanceof Error) return cutOff(networkCause(error).reason)
  if (error instanceof Error && error.name === 'AbortError') return cutOff('connection closed')
  throw error
}

/** The same for an error that came inside of a stream and was not thrown. */
export function missOfServer(said: ServerError, where: Where, afterMs: number | null = null): Miss {
  const { host, model } = where
  const { status, sentence } = said
  const refused = () =>
    final({ kind: 'model-refused', status: status ?? 400, reason: sentence || 'it gave no reason' }, said)

  if (speaksOfQuota(said)) return final({ kind: 'quota-spent', host })
  if (speaksOfLength(said)) return final({ kind: 'context-full', model })
  if (speaksOfModel(said)) return final({ kind: 'model-not-found', model, host })
  if (status === 401 || speaksOfKey(said)) return final({ kind: 'key-refused', host })
  if (status === 403 && said.page) return unreadable('a web page instead of a reply (403)')
  if (status === 403)
    return /region|country|territory/i.test(said.code) ? refused() : final({ kind: 'key-refused', host })
  if (status === 404) {
    return unreadable(`404 ${said.page ? 'and a web page' : sentence || 'Not Found'}`.replace('404 404', '404'))
  }
  // llama.cpp says it with a 500, and waiting does not help
  if (speaksOfTurns(sentence)) return refused()
  if (status === 429 || /rate_limit/i.test(said.code)) {
    // Larger than the limit for a whole minute: waiting does not make it fit.
    if (/request too large/i.test(sentence)) return refused()
    return passing({ kind: 'model-busy', status: 429, host, tries: 1 }, `${host} is busy (429)`, afterMs)
  }
  if (status !== null && (status >= 500 || status === 408 || status === 409 || status === 425)) {
    return passing({ kind: 'model-busy', status, host, tries: 1 }, `${host} is busy (${status})`, afterMs)
  }
  if (status === null && /server_error|internal|overloaded|unavailable|timeout/i.test(said.code)) {
    return passing({ kind: 'model-busy', status: 500, host, tries: 1 }, `${host}: ${sentence || 'server error'}`)
  }
  return refused()
}

/** Whether a chat template refuses that one side speaks twice in a row. */
export const speaksOfTurns = (sentence: string) => /roles must alternate/i.test(sentence)

const speaksOfQuota = ({ status, code }: ServerError) =>
  status === 402 || /insufficient_quota|billing_hard_limit|billing_not_active/.test(code)

const speaksOfLength = ({ status, code, sentence }: ServerError) =>
  /context_length_exceeded|exceed_context_size/.test(code) ||
  ((status === null || status === 400 || status === 413 || status === 422 || status === 500) &&
    /maximum context length|context (length|window|size)|prompt is too long|input is too long|context.{0,20}overflow/i.test(
      sentence,
    ))

const speaksOfModel = ({ status, code, sentence }: ServerError) =>
  /model_not_found|ModelNotFound/i.test(code) ||
  (status === 404 && /\bmodel\b/i.test(sentence)) ||
  (status === 400 && /\bmodel\b.{0,200}\b(not found|does not exist|not exist)/i.test(sentence))

const speaksOfKey = ({ status, code, sentence }: ServerError) =>
  /invalid_api_key|authentication_error/.test(code) ||
  (status === 400 && /\bapi key (not|is) (valid|invalid)/i.test(sentence))
