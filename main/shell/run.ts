import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type * as Electron from 'electron'
import Store from 'electron-store'
import { z } from 'zod'
import { explain } from '../../preload/protocol/explain.ts'
import { approvalMode } from '../../preload/protocol/settings.ts'
import { openHome } from '../compose.ts'
import type { Flags } from '../host/flags.ts'
import { homeOf, makeHome } from '../host/home.ts'
import { canonical, repositoryFor } from '../host/repository.ts'
import { scheme, servePage } from './app-page.ts'
import { guardPage, guardSession } from './guard.ts'
import { serveIpc } from './ipc.ts'
import { menuTemplate } from './menu.ts'
import { shellPorts } from './ports.ts'
import { reviveRenderer } from './window.ts'
import { createWindows } from './windows.ts'

/** What a start passes on to the one that is running. */
const startShape = z.object({ repo: z.string().nullable(), folder: z.string(), approval: approvalMode.nullable() })
type Start = z.infer<typeof startShape>

/** Runs the app in Electron. Answers with an exit code where it cannot begin, else null: the app then ends itself. */
export async function runShell(electron: typeof Electron, flags: Flags, folders: { page: string; preload: string }) {
  const { app, dialog } = electron
  const home = homeOf(process.env, process.cwd())
  const made = makeHome(home)
  if (!made.ok) return sorry(electron, explain(made.fault))
  // All that Chromium keeps, and the lock of the single instance, are in the data folder.
  // No await up to here: Electron may be ready after the first one, and then it is too late.
  const chromium = join(home, 'electron')
  mkdirSync(chromium, { recursive: true, mode: 0o700 })
  app.setPath('userData', chromium)
  const start: Start = { repo: flags.repo, folder: process.cwd(), approval: flags.approval }
  if (!app.requestSingleInstanceLock(start)) return 0
  await app.whenReady()

  const ports = shellPorts({ app, dialog, safeStorage: electron.safeStorage, home, live: process.env })
  const { log, clock } = ports
  process.on('uncaughtException', (error) => log({ level: 'error', message: 'uncaught exception', error }))
  const opened = await openHome(ports)
  if (!opened.ok) return sorry(electron, explain(opened.fault))

  electron.protocol.handle(scheme, servePage(folders.page))
  guardSession(electron.session.defaultSession)
  app.on('web-contents-created', (_event, contents) => guardPage(contents, electron.shell.openExternal))

  const kept = new Store<Record<string, unknown>>({ cwd: home, name: 'window', clearInvalidConfig: true })
  const windows = createWindows({
    home: opened.value,
    preload: folders.preload,
    makeWindow: (options) => new electron.BrowserWindow(options),
    displays: () => displaysOf(electron.screen),
    dark: () => electron.nativeTheme.shouldUseDarkColors,
    keptState: { read: () => kept.store, write: (state) => kept.set(state) },
    canonical,
    prepare: (window) => reviveRenderer(window.webContents, { log, clock, giveUp: () => tellFallen(dialog) }),
    gone: (contents) => endConnection(contents),
    onTheme: (theme) => {
      electron.nativeTheme.themeSource = theme
    },
  })
  const endConnection = serveIpc(electron.ipcMain, windows.coreOf)

  const openFor = async ({ repo, folder, approval }: Start) =>
    windows.open({ repository: await repositoryFor(repo, folder), approval })
  const openChosen = async () => {
    const path = await ports.chooseFolder()
    if (path !== null) await windows.open({ repository: path, approval: null })
  }
  const menu = menuTemplate(
    { platform: process.platform, development: !app.isPackaged },
    { openRepository: () => void openChosen(), openDataFolder: () => void electron.shell.openPath(home) },
  )
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menu))

  app.on('second-instance', (_event, _argv, _cwd, given) => {
    const asked = startShape.safeParse(given)
    void openFor(asked.success ? asked.data : { repo: null, folder: home, approval: null })
  })
  app.on('activate', () => void windows.open({ repository: null, approval: null }))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  endCleanly(app, async () => {
    await windows.closeCores()
    await opened.value.close()
  })
  await openFor(start)
  return null
}

/** Holds the end back until what runs is kept. */
function endCleanly(app: Electron.App, close: () => Promise<void>): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    void close().finally(() => {
      state = 'closed'
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}

function displaysOf(screen: Electron.Screen): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary, ...others].map(({ workArea }) => workArea)
}

function tellFallen(dialog: Electron.Dialog): void {
  dialog.showErrorBox(
    'The page keeps failing',
    'It was loaded again several times. Nothing is lost: start Ikigai again.',
  )
}

function sorry({ dialog }: typeof Electron, sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  dialog.showErrorBox('Ikigai cannot start', sentence)
  return 1
}
