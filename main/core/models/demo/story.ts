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
