/** The newest end of a text that grows. Offsets are UTF-16 units since it began. */
export type Scrollback = {
  append(text: string): void
  /** What is kept, and the offset at which it begins. */
  read(): { at: number; text: string }
  /** How long the whole text has become. */
  end(): number
}

type Options = {
  /** UTF-16 units that are kept, give or take one piece. */
  length: number
  /** Pieces stay what they are and go as a whole, and there are at most this many. Null: it is cut where lines begin. */
  pieces: number | null
  /** Hears what is let go, in order. */
  onDropped?: (text: string) => void
}

const longestBlock = 4096

/** Keeps what was printed last, in memory that is bounded however much is printed. */
export function scrollback({ length: most, pieces: mostPieces, onDropped }: Options): Scrollback {
  const blockLength = Math.min(longestBlock, most / 4)
  let kept: string[] = []
  let length = 0
  let end = 0

  const put = (text: string) => {
    const last = kept.at(-1)
    // Echoed keys come one by one: they are gathered, or there would be more pieces than text.
    if (mostPieces === null && last !== undefined && last.length < blockLength) kept[kept.length - 1] = last + text
    else kept.push(text)
    length += text.length
    end += text.length
  }

  const letGo = () => {
    let dropped = ''
    let from = 0
    for (; from < kept.length - 1; from += 1) {
      const first = kept[from] ?? ''
      if (length - first.length < most && kept.length - from <= (mostPieces ?? Number.POSITIVE_INFINITY)) break
      dropped += first
      length -= first.length
    }
    if (from === 0) return
    kept = kept.slice(from)
    if (mostPieces === null) dropped += cutToLine()
    onDropped?.(dropped)
  }

  /** Takes away what is left of a line whose beginning is gone. */
  const cutToLine = (): string => {
    const [first = ''] = kept
    const rest = first.slice(0, first.indexOf('\n') + 1)
    kept[0] = first.slice(rest.length)
    length -= rest.length
    return rest
  }

  return {
    append(text) {
      if (text === '') return
      // One piece must not be longer than all that is kept.
      for (let from = 0; from < text.length; from += most) put(text.slice(from, from + most))
      letGo()
    },
    read: () => ({ at: end - length, text: kept.join('') }),
    end: () => end,
  }
}
