import OpenAI from 'openai'
import type { Endpoint } from './model.ts'

/** Local servers ask for no key, the client does. */
const placeholder = 'no-key'

/** A day: silence is watched for by us, and a slow local model may take long for its first word. */
const timeoutMs = 24 * 60 * 60_000

/** Whether an address is OpenAI's own, where a key is needed and the Responses API is at home. */
export function isOpenAi(baseUrl: string): boolean {
  return /(^|\.)api\.openai\.com$/.test(new URL(baseUrl).hostname)
}

/** Whether a key can be sent in a header at all: visible ASCII, which every real one is. */
export function isSendable(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key)
}

/**
 * The client for one endpoint. It neither retries nor logs: both are ours.
 *
 * Keys and ids that the client would take from the environment by itself are
 * withheld, so that no other server is sent what is meant for OpenAI.
 */
export function openClient(endpoint: Endpoint): OpenAI {
  return new OpenAI({
    apiKey: endpoint.key ?? placeholder,
    baseURL: endpoint.baseUrl,
    adminAPIKey: null,
    ...(isOpenAi(endpoint.baseUrl) ? {} : { organization: null, project: null }),
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
  })
}
