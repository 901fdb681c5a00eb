const begin = '\u001b['
export const reset = `${begin}0m`

/** Colours by what they are for; the page gives each its shade in either theme. `hue` is one of an agent's eight. */
export const ink = {
  faint: (text: string) => `${begin}90m${text}${reset}`,
  bad: (text: string) => `${begin}31m${text}${reset}`,
  ok: (text: string) => `${begin}32m${text}${reset}`,
  warn: (text: string) => `${begin}33m${text}${reset}`,
  place: (text: string) => `${begin}36m${text}${reset}`,
  hue: (hue: number, text: string) => `${begin}38;5;${16 + hue}m${text}${reset}`,
}

/** Whole escape sequences, then whatever control characters are left; colours are the first group. */
const controls =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /(\u001b\[[\d;:]*m)|\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/**
 * What a program printed, as lines that do nothing to a terminal but show
 * themselves. Colours stay; of a line that was written over, what it became.
 */
export function shownLines(printed: string): string[] {
  const lines = printed.replace(/\r+\n/g, '\n').replace(/\n$/, '').split('\n')
  if (lines.length === 1 && lines[0] === '') return []
  return lines.map((line) => {
    const written = line.replace(/\r+$/, '')
    const last = written.slice(written.lastIndexOf('\r') + 1)
    return last.replace(controls, (_all, colour: string | undefined) => colour ?? '')
  })
}

/**
 * Colours a line of git's as git does on a terminal; one that has colours keeps them.
 *
 * Git is not asked for colours: the setting for it would reach the hooks that
 * git starts, and those that read git's output would no longer understand it.
 */
export function painted(line: string, patch: boolean): string {
  if (line.includes(begin)) return line + reset
  if (patch) {
    if (/^\+/.test(line)) return ink.ok(line)
    if (/^-/.test(line)) return ink.bad(line)
    if (/^@@ /.test(line)) return ink.place(line)
  }
  return line
    .replace(/^(?:fatal|error): |^(?:CONFLICT|Auto-merging failed)\b/, ink.bad)
    .replace(/^(?:warning|hint):/, ink.warn)
    .replace(/^\[.+ [0-9a-f]{7,64}\]/, ink.warn)
    .replace(/\b\d+ insertions?\(\+\)/, ink.ok)
    .replace(/\b\d+ deletions?\(-\)/, ink.bad)
    .replace(/(?<=^ .+\| +\d+ )(\+*)(-*)$/, (_all, added: string, removed: string) => inks(added, removed))
}

function inks(added: string, removed: string): string {
  return (added && ink.ok(added)) + (removed && ink.bad(removed))
}
