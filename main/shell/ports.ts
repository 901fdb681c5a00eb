import type { App, Dialog, SafeStorage } from 'electron'
import type { Ports } from '../core/ports.ts'
import { builtReader } from '../host/built-reader.ts'
import { secretsIn, takeEnvironment } from '../host/environment.ts'
import { createLog } from '../host/log.ts'
import { createRedactor } from '../host/redact.ts'
import { version } from '../host/version.ts'
import { keychainSecrets } from './secrets.ts'
import { storeSettings } from './settings.ts'

type ShellParts = {
  app: Pick<App, 'quit'>
  dialog: Pick<Dialog, 'showOpenDialog'>
  safeStorage: SafeStorage
  home: string
  live: NodeJS.ProcessEnv
}

/** What the core asks of its host, as Electron answers it. Takes the key out of `live`. */
export function shellPorts({ app, dialog, safeStorage, home, live }: ShellParts): Ports {
  const environment = takeEnvironment(live)
  const redactor = createRedactor(secretsIn(environment))
  const clock = Date.now
  const log = createLog({ home, redactor, clock })
  const { platform } = process
  return {
    host: { kind: 'electron', version, platform, keyPlace: 'keychain', canChooseFolder: true },
    home,
    environment,
    settings: storeSettings(home, clock),
    secrets: keychainSecrets({ safeStorage, home, platform, redactor, log }),
    clock,
    log,
    async chooseFolder() {
      const chosen = await dialog.showOpenDialog({ title: 'Open Repository', properties: ['openDirectory'] })
      return chosen.filePaths[0] ?? null
    },
    loadReads: builtReader(),
    // the answer to the call that asked for it goes out first
    quit: () => setImmediate(() => app.quit()),
  }
}
