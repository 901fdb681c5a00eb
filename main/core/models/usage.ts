import { z } from 'zod'
import type { Usage } from '../../../preload/protocol/entry.ts'
import type { RatedPrice } from './prices.ts'

/** Tokens by the rule of thumb of four characters each. */
export function roughTokens(length: number): number {
  return Math.ceil(length / 4)
}

/** Tokens of one model call as a server counted them. `cachedInput` is a part of `input`. */
export type Tokens = { input: number; cachedInput: number; output: number }

const count = z.number().nonnegative().nullish()

/** `usage` of Chat Completions; `prompt_cache_hit_tokens` is how DeepSeek names what others nest. */
export const chatUsage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish(),
  prompt_cache_hit_tokens: count,
})

/** `usage` of the Responses API. */
export const responsesUsage = z.object({
  input_tokens: count,
  output_tokens: count,
  input_tokens_details: z.object({ cached_tokens: count }).nullish(),
})

/** Tokens from the usage that a Chat Completions stream sends in its last chunk. */
export function chatTokens(usage: z.infer<typeof chatUsage>): Tokens {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens
  return tokens(usage.prompt_tokens, cached, usage.completion_tokens)
}

/** Tokens from the usage of a finished response. */
export function responsesTokens(usage: z.infer<typeof responsesUsage>): Tokens {
  return tokens(usage.input_tokens, usage.input_tokens_details?.cached_tokens, usage.output_tokens)
}

function tokens(
  input: number | null | undefined,
  cached: number | null | undefined,
  output: number | null | undefined,
) {
  const whole = Math.round(input ?? 0)
  return { input: whole, cachedInput: Math.min(whole, Math.round(cached ?? 0)), output: Math.round(output ?? 0) }
}

/**
 * Usage with what it cost in US dollars; null where no price is known.
 *
 * Cached tokens are charged at their own price, and long prompts at a higher
 * one where the model's price says so.
 */
export function usageOf(counted: Tokens, price: RatedPrice | null): Usage {
  if (price === null) return { ...counted, cost: null }
  const long = price.longAbove !== undefined && counted.input > price.longAbove
  const input = (counted.input - counted.cachedInput) * price.input + counted.cachedInput * price.cachedInput
  const dollars = input * (long ? 2 : 1) + counted.output * price.output * (long ? 1.5 : 1)
  return { ...counted, cost: dollars / 1_000_000 }
}
