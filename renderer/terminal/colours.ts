import type { ITheme } from '@xterm/xterm'

/** The sixteen colours of a terminal by what the page calls them; the bright ones differ where there is a difference. */
const palette = {
  black: '--ink',
  red: '--bad',
  green: '--ok',
  yellow: '--warn',
  blue: '--hue-1',
  magenta: '--hue-2',
  cyan: '--hue-6',
  white: '--ink-2',
  brightBlack: '--ink-3',
  brightRed: '--bad',
  brightGreen: '--ok',
  brightYellow: '--warn',
  brightBlue: '--hue-1',
  brightMagenta: '--hue-4',
  brightCyan: '--hue-3',
  brightWhite: '--ink',
} as const

const hues = Array.from({ length: 8 }, (_, hue) => `--hue-${hue}`)

/**
 * The page's own colours, as they are now, for a terminal.
 *
 * With `withHues` the first of the 256 colours are those of the agents, which
 * is what the core's git log counts on; a shell's programs expect others there.
 */
export function terminalTheme(withHues: boolean): ITheme {
  const probe = document.body.appendChild(document.createElement('i'))
  const read = (token: string) => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const colours = Object.fromEntries(Object.entries(palette).map(([name, token]) => [name, read(token)]))
  const theme: ITheme = {
    ...colours,
    background: read('--sunk'),
    foreground: read('--ink'),
    cursor: read('--ink'),
    cursorAccent: read('--sunk'),
    selectionBackground: read('--selection'),
    scrollbarSliderBackground: read('--line'),
    scrollbarSliderHoverBackground: read('--line-strong'),
    scrollbarSliderActiveBackground: read('--line-strong'),
    ...(withHues ? { extendedAnsi: hues.map(read) } : {}),
  }
  probe.remove()
  return theme
}

/** Calls back when the page's colours may have changed. Returns a function that ends it. */
export function onColours(changed: () => void): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(changed)
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  dark.addEventListener('change', changed)
  return () => {
    chosen.disconnect()
    dark.removeEventListener('change', changed)
  }
}
