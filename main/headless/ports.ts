import type { Ports } from '../core/ports.ts'
import { builtReader } from '../host/built-reader.ts'
import { secretsIn, takeEnvironment } from '../host/environment.ts'
import { createLog } from '../host/log.ts'
import { createRedactor } from '../host/redact.ts'
import { version } from '../host/version.ts'
import { memorySecrets } from './secrets.ts'
import { confSettings } from './settings.ts'

/** What the core asks of its host, as a browser host answers it. Takes the key out of `live`. */
export function browserPorts(options: {
  home: string
  live: NodeJS.ProcessEnv
  secret: string
  quit: () => void
}): Ports {
  const environment = takeEnvironment(options.live)
  const redactor = createRedactor([...secretsIn(environment), options.secret])
  const clock = Date.now
  return {
    host: {
      kind: 'browser',
      version,
      platform: process.platform,
      keyPlace: 'memory',
      canChooseFolder: false,
    },
    home: options.home,
    environment,
    settings: confSettings(options.home, clock),
    secrets: memorySecrets(redactor),
    clock,
    log: createLog({ home: options.home, redactor, clock }),
    chooseFolder: async () => null,
    loadReads: builtReader(),
    quit: options.quit,
  }
}
