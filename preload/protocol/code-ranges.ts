const fence = /^ {0,3}(`{3,}|~{3,})[^\n]*$/gm

/** Where code stands in a text written in markdown, fenced and in a line: from, and up to. A fence that nobody ends goes on to the end. */
export function codeRanges(text: string): [number, number][] {
  const fenced = fencedRanges(text)
  const ranges: [number, number][] = []
  let from = 0
  for (const range of [...fenced, [text.length, text.length] as [number, number]]) {
    ranges.push(...spansIn(text, from, range[0]))
    if (range[1] > range[0]) ranges.push(range)
    from = range[1]
  }
  return ranges
}

function fencedRanges(text: string): [number, number][] {
  const ranges: [number, number][] = []
  let open: { at: number; sign: string } | null = null
  for (const line of text.matchAll(fence)) {
    const sign = line[1] ?? ''
    const bare = line[0].trim() === sign
    if (open === null) {
      // what looks like a fence and has another backtick behind it is code in a line
      if (sign[0] === '`' && line[0].trim().slice(sign.length).includes('`')) continue
      open = { at: line.index, sign }
    } else if (bare && sign[0] === open.sign[0] && sign.length >= open.sign.length) {
      ranges.push([open.at, line.index + line[0].length])
      open = null
    }
  }
  return open === null ? ranges : [...ranges, [open.at, text.length]]
}

/** Between two runs of as many backticks. A run that has no other goes for text. */
function spansIn(text: string, from: number, to: number): [number, number][] {
  const runs = [...text.slice(from, to).matchAll(/`+/g)].map(({ 0: signs, index }) => ({ at: from + index, signs }))
  const ranges: [number, number][] = []
  for (let index = 0; index < runs.length; index += 1) {
    const opening = runs[index]
    const closing = runs.findIndex(({ signs }, other) => other > index && signs === opening?.signs)
    const end = runs[closing]
    if (!opening || !end) continue
    ranges.push([opening.at, end.at + end.signs.length])
    index = closing
  }
  return ranges
}

/** A text of the same length in which code is backticks only, so that nothing in it is taken for more than code. */
export function withoutCode(text: string): string {
  let bare = ''
  let at = 0
  for (const [from, to] of codeRanges(text)) {
    bare += text.slice(at, from) + text.slice(from, to).replace(/[^\n]/g, '`')
    at = to
  }
  return bare + text.slice(at)
}
