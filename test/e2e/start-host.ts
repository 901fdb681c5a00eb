import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

export type HostOptions = {
  repository: string
  home: string
  approval: 'ask' | 'edits' | 'full' | null
  environment: Record<string, string>
}

export type RunningHost = {
  /** The address with its token, as the ready line gave it. */
  address: string
  pid: number
  /** Everything it printed. */
  output(): string
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** The environment of an app under test: nothing of the machine's own but where programs are. */
export function environmentOf({
  home,
  environment,
}: Pick<HostOptions, 'home' | 'environment'>): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    HOME: home,
    IKIGAI_HOME: `${home}/ikigai`,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.org',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.org',
    ...environment,
  }
}

export function flagsOf({ repository, approval }: HostOptions): string[] {
  return ['--repo', repository, ...(approval ? ['--approval', approval] : [])]
}

/** Starts the browser host and waits for its ready line. */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const args = ['scripts/start.ts', '--browser', '--no-open', '--port', '0', ...flagsOf(options)]
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environmentOf(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.once('exit', (code, signal) => printed.push(`\n[the host ended: code ${code}, signal ${signal}]\n`))
  const { address } = await readyLine(child, printed)
  return {
    address,
    pid: child.pid ?? 0,
    output: () => printed.join(''),
    async end(signal) {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve()
      child.kill(signal)
      await gone
    },
  }
}

function readyLine(child: ChildProcess, printed: string[]): Promise<{ address: string }> {
  return new Promise((resolve, reject) => {
    const read = (part: Buffer) => {
      printed.push(String(part))
      const address = /^Ikigai is ready at (http:\/\/127\.0\.0\.1:\d+\/#token=\S+)$/m.exec(printed.join(''))?.[1]
      if (address) resolve({ address })
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`The app ended with ${code} before it was ready:\n${printed.join('')}`)),
    )
  })
}
