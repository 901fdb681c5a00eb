import { describe, expect, test } from 'vitest'
import { oneLine } from '../../main/core/models/one-line.ts'
import { priceOf } from '../../main/core/models/prices.ts'
import { pause } from '../../main/core/models/retry.ts'
import { retryAfter } from '../../main/core/models/retry-after.ts'
import { chatTokens, responsesTokens, usageOf } from '../../main/core/models/usage.ts'

describe('usage', () => {
  test('is read from both APIs, with what was cached', () => {
    const tokens = { input: 10, cachedInput: 4, output: 2 }
    expect(
      chatTokens({ prompt_tokens: 10, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } }),
    ).toEqual(tokens)
    expect(chatTokens({ prompt_tokens: 10, completion_tokens: 2, prompt_cache_hit_tokens: 4 })).toEqual(tokens)
    expect(responsesTokens({ input_tokens: 10, output_tokens: 2, input_tokens_details: { cached_tokens: 4 } })).toEqual(
      tokens,
    )
    expect(chatTokens({ prompt_tokens: 3, prompt_cache_hit_tokens: 9 })).toEqual({
      input: 3,
      cachedInput: 3,
      output: 0,
    })
  })

  test('costs what the price says, cached tokens apart, and more where the prompt is long', () => {
    const price = { input: 2, cachedInput: 0.5, output: 10 }
    const tokens = { input: 1_000_000, cachedInput: 400_000, output: 100_000 }
    expect(usageOf(tokens, null)).toEqual({ ...tokens, cost: null })
    expect(usageOf(tokens, price).cost).toBeCloseTo(1.2 + 0.2 + 1, 10)
    expect(usageOf(tokens, { ...price, longAbove: 272_000 }).cost).toBeCloseTo(2.8 + 1.5, 10)
    expect(usageOf(tokens, { input: 0, cachedInput: 0, output: 0 }).cost).toBe(0)
  })
})

describe('a price', () => {
  const own = { input: 1, cachedInput: 1, output: 1 }

  test('is that of the model also for its dated snapshots, and for no other name', () => {
    expect(priceOf('gpt-5.2', {}, true)).toEqual({ input: 1.75, cachedInput: 0.175, output: 14 })
    expect(priceOf('gpt-5.2-2025-12-11', {}, true)).toEqual(priceOf('gpt-5.2', {}, true))
    expect(priceOf('gpt-5.2-pro', {}, true)).toBeNull()
    expect(priceOf('gpt-4o-audio-preview', {}, true)).toBeNull()
  })

  test('is taken from the settings first, and from the list only at OpenAI', () => {
    expect(priceOf('gpt-5.2', { 'gpt-5.2': own }, true)).toEqual(own)
    expect(priceOf('qwen', { qwen: own }, false)).toEqual(own)
    expect(priceOf('gpt-5.2', {}, false)).toBeNull()
    expect(priceOf('constructor', {}, true)).toBeNull()
  })
})

test.each([
  [{}, null],
  [{ 'retry-after': '2' }, 2000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'retry-after': 'Thu, 01 Jan 1970 00:01:40 GMT' }, 40_000],
  [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:01 GMT' }, 0],
  [{ 'retry-after': 'soon' }, null],
])('the headers %j ask to wait %s ms', (headers, ms) => {
  expect(retryAfter(new Headers(headers as Record<string, string>), 60_000)).toBe(ms)
})

test('the pause between tries doubles up to half a minute, and is spread', () => {
  expect([1, 2, 3, 9].map((tries) => pause({ afterMs: null }, tries, 0.5))).toEqual([1000, 2000, 4000, 30_000])
  expect([0, 0.999].map((random) => pause({ afterMs: null }, 1, random))).toEqual([750, 1250])
  expect([0, 0.999].map((random) => pause({ afterMs: 10_000 }, 1, random))).toEqual([10_000, 10_999])
})

test('what a server says becomes one line without the key', () => {
  expect(oneLine(' a\r\n\tb\u0007 secret-key\u2028and sk-12345678 ', 'secret-key')).toBe('a b [key] and [key]')
  expect(oneLine('x'.repeat(400), null)).toHaveLength(300)
})
