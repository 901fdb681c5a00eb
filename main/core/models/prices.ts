import { undated } from '../../../preload/protocol/context-window.ts'
import type { Price } from '../../../preload/protocol/settings.ts'

/**
 * US dollars per million tokens. A prompt of more than `longAbove` tokens is
 * charged double for what goes in and half as much again for what comes out.
 */
export type RatedPrice = Price & { longAbove?: number }

const per = (input: number, cachedInput: number, output: number): Price => ({ input, cachedInput, output })
const rated = (price: Price): RatedPrice => ({ ...price, longAbove: 272_000 })

/** OpenAI's standard tier, November 2026 (developers.openai.com/api/docs/pricing). Settings go over it. */
const openAiPrices: ReadonlyMap<string, RatedPrice> = new Map([
  ['gpt-5.5', rated(per(5, 0.5, 30))],
  ['gpt-5.4', rated(per(2.5, 0.25, 15))],
  ['gpt-5.4-mini', per(0.75, 0.075, 4.5)],
  ['gpt-5.4-nano', per(0.2, 0.02, 1.25)],
  ['gpt-5.2', per(1.75, 0.175, 14)],
  ['gpt-5.1', per(1.25, 0.125, 10)],
  ['gpt-5', per(1.25, 0.125, 10)],
  ['gpt-5-codex', per(1.25, 0.125, 10)],
  ['gpt-5-mini', per(0.25, 0.025, 2)],
  ['gpt-5-nano', per(0.05, 0.005, 0.4)],
  ['gpt-4.1', per(2, 0.5, 8)],
  ['gpt-4.1-mini', per(0.4, 0.1, 1.6)],
  ['gpt-4.1-nano', per(0.1, 0.025, 0.4)],
  ['gpt-4o', per(2.5, 1.25, 10)],
  ['gpt-4o-mini', per(0.15, 0.075, 0.6)],
  ['o4-mini', per(1.1, 0.275, 4.4)],
  ['o3', per(2, 0.5, 8)],
  ['o3-mini', per(1.1, 0.55, 4.4)],
  ['o1', per(15, 7.5, 60)],
])

/**
 * What a model costs: the settings first, then the table where it applies.
 *
 * A snapshot costs what its model costs. Null where nothing is known: a cost
 * that is guessed is worse than none. `listed` says whether OpenAI's own list
 * applies; another server that offers a model of that name has its own prices.
 */
export function priceOf(model: string, prices: Record<string, Price>, listed: boolean): RatedPrice | null {
  for (const name of [model, undated(model)]) {
    const set = Object.hasOwn(prices, name) ? prices[name] : undefined
    if (set) return set
  }
  return listed ? (openAiPrices.get(undated(model)) ?? null) : null
}
