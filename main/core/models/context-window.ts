import { undated } from './prices.ts'

/** The first that fits counts; OpenAI's model pages, November 2026. */
const windows: readonly (readonly [RegExp, number])[] = [
  [/^gpt-5(\.\d+)?-chat-latest$/, 128_000],
  [/^gpt-5\.[45]$/, 1_050_000],
  [/^gpt-5(\.[124])?(-(mini|nano|codex|codex-mini|codex-max|pro))?$/, 400_000],
  [/^gpt-4\.1(-mini|-nano)?$/, 1_047_576],
  [/^gpt-4o(-mini)?$/, 128_000],
  [/^(o1|o3|o3-mini|o3-pro|o4-mini)$/, 200_000],
]

/** How many tokens a model can read and write at once; null where it is not known, as for most local models. */
export function contextWindow(model: string): number | null {
  const name = undated(model.replace(/^openai\//, ''))
  return windows.find(([shape]) => shape.test(name))?.[1] ?? null
}
