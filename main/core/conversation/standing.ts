import type { MoveReason } from '../../../preload/protocol/timeline.ts'

/**
 * The moves that can be undone and that no later one has: each `undo` takes back
 * the last that stood. `moves`: newest first, of one agent.
 */
export function standing<M extends { reason: MoveReason }>(moves: readonly M[]): M[] {
  let undone = 0
  return moves.filter(({ reason }) => {
    if (reason === 'undo') undone += 1
    else if (reason === 'fork') return false
    else if (undone > 0) undone -= 1
    else return true
    return false
  })
}

/** The move that would be undone next. */
export function lastStanding<M extends { reason: MoveReason }>(moves: readonly M[]): M | null {
  return standing(moves)[0] ?? null
}
