/** The first that fits counts; OpenAI's model pages, November 2026. */
const windows: readonly (readonly [RegExp, number])[] = [
  [/^gpt-5(\.\d+)?-chat-latest$/, 128_000],
  [/^gpt-5\.[45]$/, 1_050_000],
  [/^gpt-5(\.[124])?(-(mini|nano|codex|codex-mini|codex-max|pro))?$/, 400_000],
  [/^gpt-4\.1(-mini|-nano)?$/, 1_047_576],
  [/^gpt-4o(-mini)?$/, 128_000],
  [/^(o1|o3|o3-mini|o3-pro|o4-mini)$/, 200_000],
]

/** A model's name without the date of its snapshot: `gpt-5.2-2025-12-11` is `gpt-5.2`; `gpt-5.2-pro` is itself. */
export function undated(model: string): string {
  return model.replace(/-\d{4}-\d{2}-\d{2}$/, '')
}

/** How many tokens a model can read and write at once; null where it is not known, as for most local models. */
export function contextWindow(model: string): number | null {
  const name = undated(model.replace(/^openai\//, ''))
  return windows.find(([shape]) => shape.test(name))?.[1] ?? null
}

/** How many tokens a conversation may have where nobody knows how many the model can read. */
export const assumedWindow = 128_000

/** From this part of the window on, a summary is proposed: there is room for it, and for the reply that goes on. */
export const nearlyFull = 0.8

/** Whether a conversation comes near to what its model can read; `window` null: not known. */
export function isNearlyFull(tokens: number, window: number | null): boolean {
  return tokens > nearlyFull * (window ?? assumedWindow)
}
