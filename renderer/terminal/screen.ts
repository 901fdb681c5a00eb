import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { WebglAddon } from '@xterm/addon-webgl'
import { Terminal } from '@xterm/xterm'
import { onColours, terminalTheme } from './colours.ts'
import { terminalLinks } from './links.ts'
import { allowStrictStyles } from './strict-styles.ts'
import { isForTerminal } from './terminal-keys.ts'

/** A terminal on the page. */
export type Screen = {
  /** `done` is called when it is drawn. */
  write(text: string, done?: () => void): void
  /** Empty again, with a history that was there before; programs in it get no answers. */
  begin(history: string): void
  size(): { columns: number; rows: number }
  focus(): void
  /** Selects the next or the previous place; false where there is none. */
  find(text: string, where: 'next' | 'previous' | 'here'): boolean
  close(): void
}

export type ScreenOptions = {
  name: string
  readOnly: boolean
  screenReader: boolean
  onInput: (text: string) => void
  onSize: (size: { columns: number; rows: number }) => void
  onSearch: () => void
}

const font = { family: '"JetBrains Mono Variable", ui-monospace, monospace', size: 12 }
const scrollLines = 5000
const fullReset = '\u001bc'
const hideCursor = '\u001b[?25l'
/** A program is told of a new size once the hand that drags is calm. */
const calmMs = 80

/** Draws a terminal into an element that is on the page: on the graphics card where there is one, and else as text. */
export async function openScreen(element: HTMLElement, options: ScreenOptions): Promise<Screen> {
  allowStrictStyles()
  // Cells are as wide as letters are when the terminal is made.
  await document.fonts.load(`${font.size}px ${font.family}`).catch(() => undefined)
  const links = terminalLinks(element)
  const terminal = new Terminal({
    fontFamily: font.family,
    fontSize: font.size,
    lineHeight: 1.35,
    scrollback: scrollLines,
    disableStdin: options.readOnly,
    cursorStyle: 'bar',
    cursorInactiveStyle: options.readOnly ? 'none' : 'outline',
    cursorBlink: false,
    minimumContrastRatio: 4.5,
    screenReaderMode: options.screenReader,
    theme: terminalTheme(options.readOnly),
    linkHandler: { ...links, allowNonHttpProtocols: false },
    macOptionIsMeta: true,
  })
  const fit = new FitAddon()
  const search = new SearchAddon()
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  terminal.loadAddon(new WebLinksAddon(links.activate, { hover: links.hover, leave: links.leave }))
  terminal.open(element)
  terminal.textarea?.setAttribute('aria-label', options.name)
  drawFast(terminal, element)
  fit.fit()

  let beginning = 0
  let calm: number | undefined
  terminal.attachCustomKeyEventHandler((event) => isForTerminal(event, terminal, options))
  terminal.onData((text) => {
    if (beginning === 0) options.onInput(text)
  })
  terminal.onResize(({ cols: columns, rows }) => {
    clearTimeout(calm)
    calm = window.setTimeout(() => options.onSize({ columns, rows }), calmMs)
  })
  const resized = new ResizeObserver(() => fit.fit())
  resized.observe(element)
  const ignoreColours = onColours(() => {
    terminal.options.theme = terminalTheme(options.readOnly)
  })

  return {
    write: (text, done) => terminal.write(text, done),
    begin(history) {
      beginning += 1
      // In line with what may still wait to be drawn, which it wipes away.
      terminal.write(`${fullReset}${options.readOnly ? hideCursor : ''}${history}`, () => {
        beginning -= 1
      })
    },
    size: () => ({ columns: terminal.cols, rows: terminal.rows }),
    focus: () => terminal.focus(),
    find: (text, where) =>
      where === 'previous' ? search.findPrevious(text) : search.findNext(text, { incremental: where === 'here' }),
    close() {
      clearTimeout(calm)
      resized.disconnect()
      ignoreColours()
      terminal.dispose()
    },
  }
}

/** Draws on the graphics card, if there is a real one. A context that is lost is not waited for: text takes over at once. */
function drawFast(terminal: Terminal, element: HTMLElement): void {
  hasCard ??= lookForCard()
  if (!hasCard) return
  const card = new WebglAddon()
  try {
    terminal.loadAddon(card)
    element.addEventListener('webglcontextlost', () => card.dispose(), { capture: true, once: true })
  } catch {
    card.dispose() // the browser has no context left to give
  }
}

let hasCard: boolean | undefined

/** Whether WebGL is drawn by a graphics card. Where the processor does it, text is faster and leaves room for the page. */
function lookForCard(): boolean {
  const probe = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true })
  if (!probe) return false
  const named = probe.getExtension('WEBGL_debug_renderer_info')
  const name: unknown = named ? probe.getParameter(named.UNMASKED_RENDERER_WEBGL) : ''
  probe.getExtension('WEBGL_lose_context')?.loseContext()
  return !/swiftshader|llvmpipe|softpipe|basic render/i.test(String(name))
}
