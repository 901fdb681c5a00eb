import Store from 'electron-store'
import type { SettingsPort } from '../core/ports.ts'
import { fileOptions, openSettings } from '../host/settings.ts'

/** Settings of the Electron shell: the file that the browser host reads and writes too. */
export function storeSettings(home: string, clock: () => number): SettingsPort {
  const open = () =>
    new Store<Record<string, unknown>>({
      cwd: home,
      name: fileOptions.name,
      configFileMode: fileOptions.fileMode,
      clearInvalidConfig: false,
    })
  return openSettings(home, clock, open)
}
