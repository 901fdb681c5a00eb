// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const setting = /\u001b\[\?([\d;]+)([hl])/g

/** The modes that a program has put its terminal into: the alternate screen, mouse reports, a hidden cursor. */
export type Modes = {
  /** Takes in what was printed. */
  see(text: string): void
  /** What puts a fresh terminal into the same modes. */
  restored(): string
}

/** Follows a terminal's modes through text that is let go, so that what is kept of it can still be shown rightly. */
export function terminalModes(): Modes {
  const modes = new Map<string, string>()
  return {
    see(text) {
      for (const [, numbers = '', sign = ''] of text.matchAll(setting)) {
        for (const number of numbers.split(';')) modes.set(number, sign)
      }
    },
    restored: () => [...modes].map(([number, sign]) => `\u001b[?${number}${sign}`).join(''),
  }
}
