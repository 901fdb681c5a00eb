import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { menuTemplate } from '../../main/shell/menu.ts'
import { reviveRenderer, windowOptions } from '../../main/shell/window.ts'

const actions = { openRepository: () => undefined, openDataFolder: () => undefined }

function items(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
}

const template = (platform: NodeJS.Platform, development = false) =>
  items(menuTemplate({ platform, development }, actions))

test.each(['linux', 'win32', 'darwin'] as const)('the menu of %s leaves the keys of the page alone', (platform) => {
  const all = template(platform, true)
  expect(all.filter(({ role }) => role === 'reload' || role === 'forceReload')).toEqual([])
  // the roles of these menus bring Ctrl+M and Ctrl+R with them
  if (platform !== 'darwin') expect(all.filter(({ role }) => role === 'windowMenu' || role === 'viewMenu')).toEqual([])
  const taken = all.flatMap(({ accelerator }) => accelerator ?? [])
  expect(taken.filter((keys) => /^(CmdOrCtrl|Ctrl|Control)\+(\\|R|M|J|K|B)$/i.test(keys))).toEqual([])
})

test('minimising has no key but on macOS', () => {
  expect(template('linux').find(({ role }) => role === 'minimize')).toMatchObject({
    accelerator: '',
    registerAccelerator: false,
  })
})

test('developer tools are for development', () => {
  expect(template('linux').some(({ role }) => role === 'toggleDevTools')).toBe(false)
  expect(template('linux', true).some(({ role }) => role === 'toggleDevTools')).toBe(true)
})

test('a page is as far from the system as a website', () => {
  const bounds = { x: 0, y: 0, width: 1000, height: 700 }
  expect(windowOptions({ bounds, preload: '/p.cjs', dark: true }).webPreferences).toMatchObject({
    preload: '/p.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  })
})

test('a page whose process is gone is loaded again, but not for ever', () => {
  let now = 0
  let fall: (event: unknown, details: { reason: string; exitCode: number }) => void = () => undefined
  const done: string[] = []
  const contents = {
    on: (_name: string, listener: typeof fall) => {
      fall = listener
    },
    reload: () => done.push('reload'),
  }
  // reviveRenderer uses no more of a page than this
  reviveRenderer(contents as unknown as Parameters<typeof reviveRenderer>[0], {
    log: () => undefined,
    clock: () => now,
    giveUp: () => done.push('give up'),
  })
  const crash = () => fall({}, { reason: 'crashed', exitCode: 139 })
  fall({}, { reason: 'clean-exit', exitCode: 0 })
  for (let n = 0; n < 4; n++) crash()
  expect(done).toEqual(['reload', 'reload', 'reload', 'give up'])
  now = 61_000
  crash()
  expect(done.at(-1)).toBe('reload')
})
