import type { Endpoint } from './model.ts'

/** What a fault has to say about the call that met it. */
export type Where = { url: string; host: string; model: string; key: string | null }

/** The place of a call to `model` at an endpoint. */
export function whereOf(endpoint: Endpoint, model: string): Where {
  return { url: endpoint.baseUrl, host: new URL(endpoint.baseUrl).host, model, key: endpoint.key }
}
