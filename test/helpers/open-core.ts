import { type Home, openHome } from '../../main/compose.ts'
import type { Core, CoreOptions } from '../../main/core/core.ts'
import type { Ports } from '../../main/core/ports.ts'
import type { CallName, Client, Input } from '../../preload/protocol/contract.ts'
import { reduce } from '../../preload/protocol/reduce.ts'
import { settings as settingsSchema } from '../../preload/protocol/settings.ts'
import type { Agent, State } from '../../preload/protocol/state.ts'
import type { Chunk, Frame } from '../../preload/protocol/wire.ts'
import { emptyState } from './state.ts'

export type OpenedCore = {
  core: Core
  call: Client
  state: () => State
  agent: (name: string) => Agent
  chunks: Chunk[]
  /** What the core logged. */
  log: string[]
  /** Resolves as soon as the state fits; at once where it does already. */
  until: (fits: (state: State) => boolean) => Promise<State>
  close: () => Promise<void>
}

/** A core over a data folder, with a host that keeps settings and key in memory. */
export async function openCore(at: {
  home: string
  repository: string | null
  environment?: Record<string, string>
  approval?: CoreOptions['approval']
  loadReads?: Ports['loadReads']
}): Promise<OpenedCore> {
  const log: string[] = []
  const ports = memoryPorts(at.home, at.environment, log)
  const opened = await openHome({ ...ports, loadReads: at.loadReads ?? ports.loadReads })
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault))
  const home: Home = opened.value
  const core = await home.open({ repository: at.repository, approval: at.approval ?? null })

  let state = emptyState
  const chunks: Chunk[] = []
  const waiting = new Set<() => void>()
  const connection = core.connect((frame: Frame) => {
    if (frame.kind === 'chunk') chunks.push(frame.chunk)
    else state = frame.kind === 'state' ? frame.state : reduce(state, frame.event)
    for (const check of waiting) check()
  })

  const until = (fits: (state: State) => boolean) =>
    new Promise<State>((resolve) => {
      const check = () => {
        if (!fits(state)) return
        waiting.delete(check)
        resolve(state)
      }
      waiting.add(check)
      check()
    })

  return {
    core,
    // the core answers what the contract says; that it does is what these tests are for
    call: ((name: CallName, input: Input<CallName>) => connection.call(name, input)) as Client,
    state: () => state,
    agent(name) {
      const agent = state.agents.find((one) => one.name === name)
      if (!agent) throw new Error(`there is no agent ${name}`)
      return agent
    },
    chunks,
    log,
    until,
    async close() {
      await core.close()
      await home.close()
    },
  }
}

/** The value of a call that is expected to go well. */
export async function value<T>(result: Promise<{ ok: true; value: T } | { ok: false; fault: unknown }>): Promise<T> {
  const answer = await result
  if (!answer.ok) throw new Error(JSON.stringify(answer.fault))
  return answer.value
}

/** A host that keeps settings and key in memory. */
export function memoryPorts(home: string, environment: Record<string, string> = {}, log: string[] = []): Ports {
  let settings = settingsSchema.parse({})
  let key: string | null = null
  return {
    host: emptyState.host,
    home,
    environment: { ...process.env, OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined, ...environment },
    settings: {
      read: () => settings,
      write: (change) => {
        settings = settingsSchema.parse({ ...settings, ...change })
      },
      setAside: null,
    },
    secrets: {
      read: async () => key,
      write: async (next) => {
        key = next
        return { ok: true, value: undefined }
      },
    },
    clock: Date.now,
    log: ({ message, error }) => log.push(`${message} ${error instanceof Error ? error.stack : ''}`),
    chooseFolder: async () => null,
    loadReads: async () => null,
    quit: () => undefined,
  }
}
