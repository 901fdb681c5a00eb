import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, expect, test } from 'vitest'
import type { CoreOptions } from '../../main/core/core.ts'
import { createWindows, type Windows } from '../../main/shell/windows.ts'
import { ok } from '../../preload/protocol/result.ts'
import type { Frame } from '../../preload/protocol/wire.ts'
import { type ScriptedCore, scriptedCore } from '../helpers/scripted-core.ts'

const opened = (path: string): Frame => ({
  kind: 'event',
  n: 1,
  event: {
    type: 'project-opened',
    project: { id: path, name: path.slice(1), path },
    agents: [],
    merges: [],
    awaited: [],
    closed: [],
    memory: [],
    unsaved: [],
    viewed: 'root',
  },
})

class FakeWindow extends EventEmitter {
  webContents = {}
  title = ''
  did: string[] = []
  minimised = false
  setTitle = (title: string) => {
    this.title = title
  }
  isMinimized = () => this.minimised
  restore = () => this.did.push('restore')
  show = () => this.did.push('show')
  focus = () => this.did.push('focus')
  maximize = () => this.did.push('maximize')
  isMaximized = () => true
  getNormalBounds = () => ({ x: 1, y: 2, width: 800, height: 600 })
  loadURL = async (url: string) => void this.did.push(url)
}

let made: FakeWindow[]
let cores: ScriptedCore[]
let asked: CoreOptions[]
let kept: unknown
let themes: string[]
let windows: Windows

beforeEach(() => {
  made = []
  cores = []
  asked = []
  kept = {}
  themes = []
  windows = createWindows({
    home: {
      async open(options) {
        asked.push(options)
        const core = scriptedCore(async (name, input) => {
          if (name === 'project.open') core.emit(opened((input as { path: string }).path))
          return ok(undefined)
        })
        cores.push(core)
        return core
      },
    },
    preload: '/preload.cjs',
    makeWindow: () => {
      const window = new FakeWindow()
      made.push(window)
      // createWindows uses no more of a window than this
      return window as unknown as BrowserWindow
    },
    displays: () => [{ x: 0, y: 0, width: 1920, height: 1080 }],
    dark: () => false,
    keptState: {
      read: () => kept,
      write: (state) => {
        kept = state
      },
    },
    canonical: async (path) => path.replace(/\/src$/, ''),
    prepare: () => undefined,
    gone: () => undefined,
    onTheme: (theme) => themes.push(theme),
  })
})

const open = (repository: string | null) => windows.open({ repository, approval: null })

test('opens one window for a repository, and brings it up when it is asked for again', async () => {
  await open('/a')
  cores[0]?.emit(opened('/a'))
  expect(made[0]).toMatchObject({ title: 'a · Ikigai', did: ['app://ikigai/index.html'] })
  const [window] = made
  if (window) window.minimised = true
  await Promise.all([open('/a/src'), open(null)])
  expect(made).toHaveLength(1)
  expect(window?.did.slice(1, 4)).toEqual(['restore', 'show', 'focus'])
})

test('another repository gets another window, with a core of its own', async () => {
  await open('/a')
  cores[0]?.emit(opened('/a'))
  await windows.open({ repository: '/b', approval: 'full' })
  expect(asked).toEqual([
    { repository: '/a', approval: null },
    { repository: '/b', approval: 'full' },
  ])
  const pageOf = (at: number) => made[at]?.webContents as Parameters<Windows['coreOf']>[0]
  expect([windows.coreOf(pageOf(0)), windows.coreOf(pageOf(1))]).toEqual([cores[0], cores[1]])
})

test('a window that still asks for a repository takes the next one', async () => {
  await open(null)
  await open('/a')
  expect(made).toHaveLength(1)
  expect(made[0]?.title).toBe('a · Ikigai')
})

test('a window that closes keeps its place and gives its core back, once', async () => {
  await open('/a')
  made[0]?.emit('close')
  expect(kept).toEqual({ x: 1, y: 2, width: 800, height: 600, maximised: true })
  made[0]?.emit('closed')
  await windows.closeCores()
  expect([cores[0]?.closed(), cores[0]?.joined()]).toEqual([1, 0])
  await open('/a')
  made[1]?.emit('ready-to-show')
  expect(made[1]?.did).toEqual(['app://ikigai/index.html', 'maximize', 'show'])
})

test('ending closes every core once, also when the windows go afterwards', async () => {
  await open('/a')
  cores[0]?.emit(opened('/a'))
  await open('/b')
  await windows.closeCores()
  for (const window of made) window.emit('closed')
  expect(cores.map((core) => core.closed())).toEqual([1, 1])
})

test('the window follows the theme of the settings', async () => {
  await open(null)
  expect(themes).toEqual(['system'])
})
