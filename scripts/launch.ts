import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hasDisplay } from '../main/headless/app-window.ts'
import { type Flags, help, parseFlags } from '../main/host/flags.ts'
import { version } from '../main/host/version.ts'
import { buildStale } from './build-stale.ts'
import { electronProgram, fetchElectron, runElectron } from './electron.ts'
import { root } from './root.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)

/** Starts Ikigai as the flags ask, building first what is stale. Answers with the exit code. */
export async function launch(args: readonly string[], cwd: string): Promise<number> {
  const asked = parseFlags(args, cwd)
  if (!asked.ok) {
    say(asked.fault)
    return 2
  }
  if (asked.value.kind !== 'start') {
    process.stdout.write(asked.value.kind === 'help' ? help : `${version}\n`)
    return 0
  }
  const { flags } = asked.value
  const program = flags.browser ? null : electronFor(flags)
  const built = await buildStale(program ? ['renderer', 'main', 'preload'] : ['renderer', 'headless'])
  if (!built) {
    say('Ikigai could not be built; the reason is above.')
    return 1
  }
  if (program) return runElectron(program, args, cwd)
  // in this very process, so that whoever ends it ends the host
  const host: typeof import('../main/headless/index.ts') = await import(
    pathToFileURL(join(root, 'dist', 'headless', 'index.js')).href
  )
  return host.run(args, cwd)
}

/** Electron's program where it can show a window; else null, with a line that says why. */
function electronFor(flags: Flags): string | null {
  if (!flags.open) {
    say('Electron is a window: with --no-open the browser host runs instead.')
    return null
  }
  if (!hasDisplay({ platform: process.platform, environment: process.env })) {
    say('There is no display for Electron: the browser host runs instead.')
    return null
  }
  const program = electronProgram() ?? fetchElectron(process.env, say)
  if (program === null) say('Electron is not installed and could not be fetched: the browser host runs instead.')
  return program
}
