import type { Scene } from './scene.ts'
import type { SaidTurn } from './turn.ts'

/** One scripted course of events. `play` says the next turn, from the scene alone. */
export type Story = {
  fits: (scene: Scene) => boolean
  play: (scene: Scene) => SaidTurn
}

/** Whether one of these words is in what was asked. */
export function speaksOf({ asked }: Scene, words: RegExp): boolean {
  return words.test(asked.slice(0, 500))
}

/** A sentence without what people write differently: `Let's try a hybrid: LRU` is `let s try a hybrid lru`. */
export function plainWords(text: string): string {
  return text
    .slice(0, 500)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Whether what was asked, in plain words, is this. */
export function asks({ asked }: Scene, words: RegExp): boolean {
  return words.test(plainWords(asked))
}

/** Whether something was said before in this conversation, in plain words. */
export function wasSaid({ said }: Scene, words: RegExp): boolean {
  return said.some((text) => words.test(plainWords(text)))
}
