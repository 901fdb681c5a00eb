/** A stretch of a file's lines, as far as the limits let it go. */
export type Stretch = {
  lines: string[]
  /** Line that was asked for after the last one shown; null where the file, or the asked limit, ends. */
  next: number | null
  /** Lines the file was seen to have: all of them where `next` is null and the limit was not reached. */
  seen: number
  binary: boolean
  /** Some lines were longer than what is shown of them. */
  cut: boolean
  /** Some bytes were no UTF-8 and are shown as U+FFFD. */
  replaced: boolean
}

export type Limits = { offset: number; lines: number; characters: number; lineLength: number }

/**
 * Reads lines from a stream of bytes, holding no more of it than it returns.
 *
 * Stops reading once the limits are reached, so the size of the file does not
 * matter. A CR before a line's end and a byte order mark are left out.
 */
export async function readLines(chunks: AsyncIterable<Uint8Array>, limits: Limits): Promise<Stretch> {
  const decoder = new TextDecoder()
  const found: Stretch = { lines: [], next: null, seen: 0, binary: false, cut: false, replaced: false }
  let line = ''
  let dropped = 0
  let room = limits.characters

  const wanted = () => found.seen + 1 >= limits.offset
  const take = (text: string) => {
    if (!wanted()) {
      dropped += text.length
      return
    }
    const part = text.slice(0, limits.lineLength + 1 - line.length) // one more: a CR at the end does not count
    line += part
    dropped += text.length - part.length
  }
  /** Ends the line; false where it does not fit any more. */
  const end = (): boolean => {
    if (wanted()) {
      if (found.lines.length >= limits.lines) return false
      const whole = dropped === 0 ? line.replace(/\r$/, '') : line
      const text = whole.length > limits.lineLength ? cutLine(whole, limits.lineLength, dropped) : whole
      if (found.lines.length > 0 && text.length + 1 > room) return false
      room -= text.length + 1
      found.cut ||= text !== whole
      found.replaced ||= text.includes('\ufffd')
      found.lines.push(text)
    }
    found.seen++
    line = ''
    dropped = 0
    return true
  }
  /** Takes in decoded text; false once nothing more is wanted. */
  const add = (text: string): boolean => {
    let from = 0
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      take(text.slice(from, at))
      from = at + 1
      if (!end()) return false
    }
    take(text.slice(from))
    return true
  }

  for await (const chunk of chunks) {
    if (chunk.includes(0)) return { ...found, binary: true }
    if (!add(decoder.decode(chunk, { stream: true }))) return { ...found, next: found.seen + 1 }
  }
  add(decoder.decode())
  if ((line !== '' || dropped > 0) && !end()) return { ...found, next: found.seen + 1 }
  return found
}

function cutLine(text: string, length: number, dropped: number): string {
  return `${text.slice(0, length).toWellFormed()} … [${text.length - length + dropped} more characters in this line]`
}
