import type { MenuItemConstructorOptions } from 'electron'

export type MenuActions = { openRepository: () => void; openDataFolder: () => void }

/**
 * The menu. Its accelerators stay out of the page's way: no reload on Ctrl+R,
 * and Ctrl+M is a mark, so that only macOS, where windows are minimised with
 * Cmd+M everywhere, has a key for that.
 */
export function menuTemplate(
  at: { platform: NodeJS.Platform; development: boolean },
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const mac = at.platform === 'darwin'
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  return [
    ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Open Repository…', accelerator: 'CmdOrCtrl+O', click: actions.openRepository },
        separator,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        separator,
        { role: 'togglefullscreen' },
        ...(at.development ? [separator, { role: 'toggleDevTools' } satisfies MenuItemConstructorOptions] : []),
      ],
    },
    mac
      ? { role: 'windowMenu' }
      : {
          label: '&Window',
          submenu: [{ role: 'minimize', accelerator: '', registerAccelerator: false }, { role: 'close' }],
        },
    {
      role: 'help',
      submenu: [{ label: 'Open Data Folder', click: actions.openDataFolder }],
    },
  ]
}
