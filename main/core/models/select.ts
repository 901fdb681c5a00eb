import type { ModelInfo } from '../../../preload/protocol/state.ts'
import type { Ports } from '../ports.ts'
import { chatModel } from './chat.ts'
import { demoScript } from './demo/script.ts'
import { type DemoServer, readablePaceMs, startDemoServer } from './demo/server.ts'
import type { Script } from './demo/turn.ts'
import { type Choice, chooseEndpoint } from './endpoint.ts'
import type { Endpoint, Model } from './model.ts'
import { unreachableModel } from './model-over.ts'
import { priceOf } from './prices.ts'
import { responsesModel } from './responses.ts'
import { realTiming, type Timing } from './timing.ts'

/** Which model serves now. `name` is the one to ask for where an agent has chosen none. */
type Serving = { info: ModelInfo; model: Model; name: string }

export type Models = {
  /** As settings, environment and key are at this moment. Starts the demo model where it is needed. */
  current(): Promise<Serving>
  info(): Promise<ModelInfo>
  /** Ends the demo model. */
  close(): Promise<void>
}

/** What models need of the host; the rest is for tests. */
export type ModelPorts = Pick<Ports, 'environment' | 'settings' | 'secrets' | 'clock'> & {
  host: Pick<Ports['host'], 'keyPlace'>
}
type ModelOptions = { script?: Script; paceMs?: number; timing?: Timing }

/** Opens the models: one client for each endpoint, made anew when settings or key change. */
export function openModels(ports: ModelPorts, options: ModelOptions = {}): Models {
  const timing = options.timing ?? realTiming(ports.clock)
  let starting: Promise<DemoServer> | null = null
  let demo: DemoServer | null = null
  let built: { endpoint: string; model: Model } | null = null

  const choose = async (): Promise<Choice> =>
    chooseEndpoint({
      settings: ports.settings.read(),
      environment: ports.environment,
      kept: { key: await ports.secrets.read(), place: ports.host.keyPlace },
      demo: demo && { url: demo.baseUrl, key: demo.key },
    })

  const startDemo = async () => {
    starting ??= startDemoServer({ script: options.script ?? demoScript, paceMs: options.paceMs ?? readablePaceMs })
    try {
      demo = await starting
    } catch (error) {
      starting = null
      throw error
    }
  }

  const modelAt = (endpoint: Endpoint, provider: ModelInfo['provider']): Model => {
    const identity = JSON.stringify([endpoint, provider])
    if (built?.endpoint === identity) return built.model
    const parts = {
      timing,
      priceOf: (model: string) =>
        provider === 'demo' ? free : priceOf(model, ports.settings.read().prices, provider === 'openai'),
    }
    const model = endpoint.api === 'responses' ? responsesModel(endpoint, parts) : chatModel(endpoint, parts)
    built = { endpoint: identity, model }
    return model
  }

  const current = async (): Promise<Serving> => {
    const { info, endpoint } = await choose()
    if (!endpoint.ok) return { info, name: info.name, model: unreachableModel(endpoint.fault) }
    if (endpoint.value) return { info, name: info.name, model: modelAt(endpoint.value, info.provider) }
    await startDemo()
    return current()
  }

  return {
    current,
    info: async () => (await choose()).info,
    async close() {
      await (await starting)?.close()
      starting = null
      demo = null
    },
  }
}

const free = { input: 0, cachedInput: 0, output: 0 }
