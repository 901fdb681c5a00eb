/** Characters that mean nothing to any shell. A word that begins with `=` or `~` does, so those are left out where it matters. */
const plain = /^[\w@%+:,./-][\w@%+=:,./-]*$/

/** What a terminal would obey or hide instead of showing; line breaks are fine. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const unshown = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g

/**
 * A word as one types it in a shell: pasted into sh, it is the same word again.
 *
 * Control characters are written as `printf` makes them, since a terminal
 * that shows them would obey them.
 */
export function shellWord(word: string): string {
  if (plain.test(word)) return word
  const parts: string[] = []
  let from = 0
  for (const match of word.matchAll(unshown)) {
    parts.push(quoted(word.slice(from, match.index)), `"$(printf '${octal(match[0])}')"`)
    from = match.index + match[0].length
  }
  parts.push(quoted(word.slice(from)))
  return parts.join('') || "''"
}

/** A command line as one types it. */
export function commandLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ')
}

function quoted(text: string): string {
  if (text === '') return ''
  return plain.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function octal(text: string): string {
  return [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}
