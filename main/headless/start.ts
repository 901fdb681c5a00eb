import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { openHome } from '../compose.ts'
import type { Core } from '../core/core.ts'
import type { Ports } from '../core/ports.ts'
import { faultOf } from '../core/rpc/dispatch.ts'
import { type Flags, help, parseFlags } from '../host/flags.ts'
import { homeOf, makeHome } from '../host/home.ts'
import { repositoryFor } from '../host/repository.ts'
import { version } from '../host/version.ts'
import { type Access, createAccess } from './access.ts'
import { findBrowser, hasDisplay } from './app-window.ts'
import { clearRedirects, openWindow } from './open-browser.ts'
import { browserPorts } from './ports.ts'
import { type Extra, serve } from './serve.ts'
import { awaitEnd, type End, guardProcess } from './signals.ts'

export type StartOptions = {
  args: readonly string[]
  /** Where relative paths begin, and whose repository is opened where none is named. */
  cwd: string
  /** Folder of the built page. */
  page: string
  /** The process's environment; the key is taken out of it. */
  live: NodeJS.ProcessEnv
  openHome: typeof openHome
  print: (text: string) => void
  /** Takes the sentence about why there is no start. */
  complain: (text: string) => void
  /** Lets a development restart keep its page signed in. */
  known?: { token: string; session: string }
  extra?: Extra
}

/** Starts the browser host and runs it to its end. Answers with the exit code. */
export async function start(options: StartOptions): Promise<number> {
  const { print, complain, cwd } = options
  const asked = parseFlags(options.args, cwd)
  if (!asked.ok) return say(complain, asked.fault, 2)
  if (asked.value.kind === 'help') return say(print, help.trimEnd(), 0)
  if (asked.value.kind === 'version') return say(print, version, 0)
  if (!existsSync(join(options.page, 'index.html')))
    return say(complain, "The page is not built. Run 'npm run build' and start again.", 1)
  return host(options, asked.value.flags)
}

async function host(options: StartOptions, flags: Flags): Promise<number> {
  const { complain, cwd, live } = options
  const homeFolder = homeOf(live, cwd)
  const made = makeHome(homeFolder)
  if (!made.ok) return say(complain, explain(made.fault), 1)

  const end = awaitEnd()
  const access = createAccess(options.known)
  const ports = browserPorts({ home: homeFolder, live, secret: access.token, quit: end.quit })
  guardProcess(ports.log)
  try {
    return await runHost({ ...options, flags, access, ports, end })
  } catch (error) {
    // what nothing caught would only be logged, and the process would end as if all were well
    return say(complain, explain(faultOf(error, ports.log, 'start')), 1)
  }
}

type HostParts = StartOptions & { flags: Flags; access: Access; ports: Ports; end: End }

async function runHost(options: HostParts): Promise<number> {
  const { print, complain, cwd, flags, access, ports, end, page, extra } = options
  const home = await options.openHome(ports)
  if (!home.ok) return say(complain, explain(home.fault), 1)

  const core = await home.value.open({ repository: await repositoryFor(flags.repo, cwd), approval: flags.approval })
  const served = await serve({ core, access, page, port: flags.port, ...(extra && { extra }) })
  if (!served.ok) {
    await home.value.close()
    return say(complain, served.fault, 1)
  }

  for (const fault of faultsOf(core)) complain(`${explain(fault)}\n`)
  const { url, sessionOpened, close } = served.value
  const address = `${url}#token=${access.token}`
  print(`Ikigai is ready at ${address}\n`)
  const used = Promise.race([sessionOpened, end.asked])
  const window = flags.open ? await show({ home: ports.home, address, used, environment: ports.environment }) : null

  await end.asked
  await close()
  await core.close()
  await home.value.close()
  await window?.cleared
  return 0
}

/** What went wrong while the core was opened; the page shows it too. */
function faultsOf(core: Core): Fault[] {
  const faults: Fault[] = []
  const connection = core.connect((frame) => {
    if (frame.kind === 'state') faults.push(...frame.state.alerts.map(({ fault }) => fault))
  })
  connection.close()
  return faults
}

async function show(at: { home: string; address: string; used: Promise<void>; environment: NodeJS.ProcessEnv }) {
  const machine = { platform: process.platform, environment: at.environment }
  const browser = hasDisplay(machine) ? findBrowser(machine) : null
  if (browser === null) return null
  await clearRedirects(at.home, Date.now())
  return openWindow({ ...at, browser, root: process.getuid?.() === 0 })
}

function say(print: StartOptions['print'], sentence: string, code: number): number {
  print(`${sentence}\n`)
  return code
}
