const keyShape = /\b(?:sk|rk|pk)-[\w*-]{4,}/g

/** One line of at most 300 characters from whatever a server said, without the key and whatever looks like one. */
export function oneLine(text: string, key: string | null): string {
  const keyless = (key === null ? text : text.replaceAll(key, '[key]')).replace(keyShape, '[key]')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const line = keyless.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
