import type { BrowserWindowConstructorOptions, Rectangle, WebContents } from 'electron'
import type { Log } from '../core/ports.ts'
import { smallest } from './window-state.ts'

/** Paper and ink, so that nothing flashes before the page has painted. */
const paper = { light: '#faf9f6', dark: '#161618' }

/** A window whose page is a website to the system: sandboxed, without Node, behind the preload script. */
export function windowOptions(at: {
  bounds: Rectangle
  preload: string
  dark: boolean
}): BrowserWindowConstructorOptions {
  return {
    ...at.bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Ikigai',
    autoHideMenuBar: true,
    backgroundColor: at.dark ? paper.dark : paper.light,
    webPreferences: {
      preload: at.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Chromium fetches dictionaries from the network
      spellcheck: false,
    },
  }
}

const triesPerMinute = 3

/**
 * Loads the page again when its process is gone. Nothing is lost with it: the
 * core lives here. A page that keeps falling is left as it is and said to be.
 */
export function reviveRenderer(
  contents: Pick<WebContents, 'on' | 'reload'>,
  at: { log: Log; clock: () => number; giveUp: () => void },
): void {
  let falls: number[] = []
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    at.log({ level: 'error', message: `the page's process is gone: ${reason}, exit code ${exitCode}` })
    const now = at.clock()
    falls = [...falls.filter((fall) => fall > now - 60_000), now]
    if (falls.length > triesPerMinute) return at.giveUp()
    contents.reload()
  })
}
