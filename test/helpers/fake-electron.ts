import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'

/** What the shell did to Electron, in order. */
export type Did = string[]

class FakeWindow extends EventEmitter {
  static did: Did = []
  webContents = Object.assign(new EventEmitter(), {
    mainFrame: { url: 'app://ikigai/index.html' },
    isDestroyed: () => false,
    reload: () => undefined,
    send: (_channel: string, frame: unknown) => this.sent.push(frame),
  })
  sent: unknown[] = []
  isMinimized = () => false
  show = () => FakeWindow.did.push('show')
  focus = () => FakeWindow.did.push('focus')
  setTitle = (title: string) => FakeWindow.did.push(`title ${title}`)
  loadURL = async (url: string) => {
    FakeWindow.did.push(`load ${url}`)
  }
}

/**
 * As much of Electron as the shell uses, writing down what is asked of it.
 * `first` is whether this start gets the lock of the single instance.
 */
export function fakeElectron(first = true) {
  const did: Did = []
  FakeWindow.did = did
  const handlers = new Map<string, (...args: unknown[]) => unknown>()
  const gone = Promise.withResolvers<void>()
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    setPath: (name: string, path: string) => did.push(`path ${name} ${path}`),
    requestSingleInstanceLock: () => first,
    whenReady: async () => undefined,
    quit: () => {
      let prevented = false
      app.emit('before-quit', { preventDefault: () => (prevented = true) })
      if (prevented) return
      did.push('gone')
      gone.resolve()
    },
  })
  const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }
  const electron = {
    app,
    BrowserWindow: FakeWindow,
    dialog: {
      showErrorBox: (title: string) => did.push(`error ${title}`),
      showOpenDialog: async () => ({ filePaths: [] }),
    },
    ipcMain: {
      handle: (name: string, handler: (...args: unknown[]) => unknown) => handlers.set(name, handler),
      on: (name: string, handler: (...args: unknown[]) => unknown) => handlers.set(name, handler),
    },
    Menu: { buildFromTemplate: () => ({}), setApplicationMenu: () => did.push('menu') },
    nativeTheme: { shouldUseDarkColors: false, themeSource: 'system' },
    protocol: { handle: (scheme: string) => did.push(`serve ${scheme}`) },
    safeStorage: { isAsyncEncryptionAvailable: async () => false, getSelectedStorageBackend: () => 'basic_text' },
    screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: () => undefined,
        setPermissionCheckHandler: () => undefined,
        setDevicePermissionHandler: () => undefined,
      },
    },
    shell: { openExternal: async () => undefined, openPath: async () => '' },
  }
  // as much of Electron as the shell uses, and no more
  return { electron: electron as unknown as typeof Electron, app, did, handlers, gone: gone.promise }
}
