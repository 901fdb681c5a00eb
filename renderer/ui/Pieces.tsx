import type { Piece } from './rank.ts'

/** A text whose hits stand out. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, hit }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity
    return hit ? <b key={index}>{text}</b> : <span key={index}>{text}</span>
  })
}
