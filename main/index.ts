import { join } from 'node:path'
import * as electron from 'electron'
import { help, parseFlags } from './host/flags.ts'
import { version } from './host/version.ts'
import { scheme } from './shell/app-page.ts'
import { ownArguments } from './shell/arguments.ts'
import { runShell } from './shell/run.ts'

const { app, protocol } = electron

// must be said before Electron is ready
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])

const asked = parseFlags(ownArguments(process.argv, app.isPackaged), process.cwd())
if (!asked.ok) {
  process.stderr.write(`${asked.fault}\n`)
  app.exit(2)
} else if (asked.value.kind !== 'start') {
  process.stdout.write(asked.value.kind === 'help' ? help : `${version}\n`)
  app.exit(0)
} else if (asked.value.flags.browser) {
  process.stderr.write("The browser host starts from a checkout: 'npm start -- --browser'.\n")
  app.exit(2)
} else {
  const { flags } = asked.value
  const folders = {
    page: join(import.meta.dirname, '..', 'renderer'),
    preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
  }
  // not awaited: Electron becomes ready only once this module has been read
  void runShell(electron, flags, folders).then((code) => {
    if (code !== null) app.exit(code)
  })
}
