import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withoutSecrets } from '../main/host/environment.ts'
import { root } from './root.ts'

const folder = join(root, 'node_modules', 'electron')
/** Says when fetching Electron last failed, so that not every start waits for it again. */
const triedFile = join(root, 'node_modules', '.cache', 'ikigai', 'electron-tried')
const fetchMs = 120_000
const retryMs = 3_600_000

/** Electron's program, or null where it is not installed. Asked of the files: its module would start a download. */
export function electronProgram(): string | null {
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return null
  const program = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(program) ? program : null
}

/** Runs Electron's own install script once, with a time limit. A failure is remembered for an hour. */
export function fetchElectron(environment: NodeJS.ProcessEnv, say: (line: string) => void): string | null {
  const script = join(folder, 'install.js')
  if (!existsSync(script) || environment.ELECTRON_SKIP_BINARY_DOWNLOAD || triedLately()) return null
  say('Fetching Electron, once …')
  spawnSync(process.execPath, [script], {
    env: withoutSecrets(environment),
    stdio: 'ignore',
    timeout: fetchMs,
    killSignal: 'SIGKILL',
  })
  const program = electronProgram()
  if (program === null) rememberFailure()
  return program
}

/** Runs the app in Electron until it ends. Answers with its exit code. */
export async function runElectron(program: string, args: readonly string[], cwd: string): Promise<number> {
  // Chromium's sandbox cannot work for root, and is left on for everyone else
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(program, [...asRoot, root, ...args], { cwd, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  return typeof code === 'number' ? code : 1
}

function triedLately(): boolean {
  const tried = statSync(triedFile, { throwIfNoEntry: false })
  return tried !== undefined && Date.now() - tried.mtimeMs < retryMs
}

function rememberFailure(): void {
  mkdirSync(dirname(triedFile), { recursive: true })
  writeFileSync(triedFile, '')
}
