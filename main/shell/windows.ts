import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebContents } from 'electron'
import type { Home } from '../compose.ts'
import type { Core, CoreOptions } from '../core/core.ts'
import { pageAddress } from './app-page.ts'
import { type Watched, watchCore } from './watch-core.ts'
import { windowOptions } from './window.ts'
import { placeWindow, readWindowState, type WindowState } from './window-state.ts'

export type WindowsOptions = {
  home: Pick<Home, 'open'>
  preload: string
  makeWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow
  /** Work areas of the displays, the primary one first. */
  displays: () => Rectangle[]
  dark: () => boolean
  keptState: { read(): unknown; write(state: WindowState): void }
  canonical: (path: string) => Promise<string>
  /** Called for each new window before its page loads. */
  prepare: (window: BrowserWindow) => void
  /** Called when a window is gone, with its page. */
  gone: (contents: WebContents) => void
  onTheme: (theme: 'system' | 'light' | 'dark') => void
}

export type Windows = {
  /** Opens a window for a repository, or brings up the one that has it. Null: the chooser, or whatever is open. */
  open(asked: CoreOptions): Promise<void>
  coreOf(contents: WebContents): Core | null
  /** Closes every core, so that runs are kept before the process ends. */
  closeCores(): Promise<void>
}

type Open = { window: BrowserWindow; contents: WebContents; core: Core; watched: Watched }

/** The windows, each with a project, or the choice of one, of its own. */
export function createWindows(options: WindowsOptions): Windows {
  const open: Open[] = []
  const closing = new Map<Core, Promise<void>>()
  // one after the other, so that two starts for one repository find each other
  let turn: Promise<unknown> = Promise.resolve()

  const closeCore = (core: Core) => {
    if (!closing.has(core)) closing.set(core, core.close())
  }

  async function openOne({ repository, approval }: CoreOptions): Promise<void> {
    const path = repository === null ? null : await options.canonical(repository)
    const there = open.find(({ watched }) => path === null || watched.project() === path)
    if (there) return bringUp(there.window)
    const free = open.find(({ watched }) => watched.project() === null)
    if (free && path !== null && (await free.watched.openProject(path))) return bringUp(free.window)
    await add({ repository: path, approval })
  }

  async function add(asked: CoreOptions): Promise<void> {
    const core = await options.home.open(asked)
    const kept = readWindowState(options.keptState.read())
    const bounds = placeWindow(kept, options.displays(), open.length)
    const window = options.makeWindow(windowOptions({ bounds, preload: options.preload, dark: options.dark() }))
    // taken while it lives: a closed window has none to compare with
    const contents = window.webContents
    const watched = watchCore(core, { onProject: (name) => window.setTitle(name), onTheme: options.onTheme })
    const one: Open = { window, contents, core, watched }
    open.push(one)
    window.on('page-title-updated', (event) => event.preventDefault())
    window.on('close', () => options.keptState.write(stateOf(window)))
    window.once('closed', () => {
      open.splice(open.indexOf(one), 1)
      watched.close()
      options.gone(contents)
      closeCore(core)
    })
    window.once('ready-to-show', () => {
      if (kept?.maximised) window.maximize()
      window.show()
    })
    options.prepare(window)
    await window.loadURL(pageAddress)
  }

  return {
    open(asked) {
      const opened = turn.then(() => openOne(asked))
      turn = opened.catch(() => undefined)
      return opened
    },
    coreOf: (contents) => open.find((one) => one.contents === contents)?.core ?? null,
    async closeCores() {
      for (const { core } of open) closeCore(core)
      await Promise.allSettled(closing.values())
    },
  }
}

function bringUp(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function stateOf(window: BrowserWindow): WindowState {
  return { ...window.getNormalBounds(), maximised: window.isMaximized() }
}
