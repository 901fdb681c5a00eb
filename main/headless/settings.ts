import Conf from 'conf'
import type { SettingsPort } from '../core/ports.ts'
import { fileOptions, openSettings } from '../host/settings.ts'

/** Settings of the browser host: the file that the Electron shell reads and writes too. */
export function confSettings(home: string, clock: () => number): SettingsPort {
  const open = () =>
    new Conf<Record<string, unknown>>({
      cwd: home,
      configName: fileOptions.name,
      configFileMode: fileOptions.fileMode,
      clearInvalidConfig: false,
    })
  return openSettings(home, clock, open)
}
