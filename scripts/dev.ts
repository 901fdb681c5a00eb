import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { newSecret } from '../main/headless/access.ts'
import { parseFlags } from '../main/host/flags.ts'
import { buildStale } from './build-stale.ts'
import { runDevHost } from './dev-host.ts'
import { root, startedFrom } from './root.ts'

/** Builds the page again and restarts the browser host whenever a file changes. */
async function develop(args: string[], folder: string): Promise<number> {
  const asked = parseFlags(args, folder)
  if (!asked.ok || asked.value.kind !== 'start') return runDevHost(args, folder, null)
  if (!(await buildStale(['renderer']))) return 1

  // the same port and session for every restart, so that the page stays signed in
  const port = asked.value.flags.port || (await freePort())
  const known = JSON.stringify({ token: newSecret(), session: newSecret() })
  const options = { cwd: root, stdio: 'inherit' } as const
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const page = spawn(
    process.execPath,
    [vite, 'build', '--config', 'vite.renderer.config.ts', '--watch', '--logLevel', 'warn'],
    options,
  )
  const host = spawn(
    process.execPath,
    ['--watch', '--watch-preserve-output', import.meta.filename, ...args, '--no-open', '--port', String(port)],
    { ...options, env: { ...process.env, IKIGAI_DEV: known, INIT_CWD: folder, npm_lifecycle_event: 'dev' } },
  )
  const ended = Promise.race([once(page, 'exit'), once(host, 'exit')])
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => host.kill(signal))
  await ended
  page.kill()
  host.kill()
  return 0
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

const args = process.argv.slice(2)
const folder = startedFrom(process.env)
const known = process.env.IKIGAI_DEV
delete process.env.IKIGAI_DEV
process.exit(known === undefined ? await develop(args, folder) : await runDevHost(args, folder, known))
