import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Settings } from '../../../preload/protocol/settings.ts'
import type { ModelInfo } from '../../../preload/protocol/state.ts'
import { isOpenAi } from './client.ts'
import { openings } from './demo/openings.ts'
import type { Endpoint, ModelFault } from './model.ts'

/** All that decides which model serves. */
export type Sources = {
  settings: Pick<Settings, 'model' | 'baseUrl' | 'api'>
  environment: Readonly<Record<string, string | undefined>>
  /** The key given in Settings, and where the host keeps it. */
  kept: { key: string | null; place: 'keychain' | 'memory' }
  /** Where the demo model listens; null where it was not needed yet. */
  demo: { url: string; key: string } | null
}

type BadAddress = Extract<ModelFault, { kind: 'model-unreachable' }>

/** The endpoint is null while the demo model is to serve and does not listen yet. */
export type Choice = { info: ModelInfo; endpoint: Result<Endpoint | null, BadAddress> }

const openAiUrl = 'https://api.openai.com/v1'

/**
 * Which model serves, where and with which key (SPEC section 7).
 *
 * The environment goes before the settings. Without key and base URL it is the
 * demo model; a base URL without a key is a local server. An address that is
 * none is a fault of the endpoint, and the info says what was given.
 */
export function chooseEndpoint({ settings, environment, kept, demo }: Sources): Choice {
  const given = (name: string) => environment[name]?.trim() || null
  const environmentKey = given('OPENAI_API_KEY')
  const key = environmentKey ?? (kept.key?.trim() || null)
  const address = given('OPENAI_BASE_URL') ?? settings.baseUrl
  const known = {
    key: keyPlace(environmentKey, key, kept.place),
    fromEnvironment: ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'IKIGAI_MODEL'].filter((name) => given(name) !== null),
  }
  if (key === null && address === null) {
    const api = settings.api === 'auto' ? 'chat' : settings.api
    return {
      info: { ...known, provider: 'demo', name: 'demo', baseUrl: demo?.url ?? '', api, openings },
      endpoint: ok(demo && { baseUrl: demo.url, api, key: demo.key }),
    }
  }
  const url = readAddress(address ?? openAiUrl)
  const atOpenAi = url.ok && isOpenAi(url.value)
  const api = settings.api === 'auto' ? (atOpenAi ? 'responses' : 'chat') : settings.api
  const name = given('IKIGAI_MODEL') ?? settings.model
  return {
    info: {
      ...known,
      provider: atOpenAi ? 'openai' : 'compatible',
      name,
      baseUrl: url.ok ? url.value : url.fault.url,
      api,
      openings: [],
    },
    endpoint: url.ok ? ok({ baseUrl: url.value, api, key }) : url,
  }
}

function keyPlace(fromEnvironment: string | null, key: string | null, place: 'keychain' | 'memory'): ModelInfo['key'] {
  if (fromEnvironment !== null) return 'environment'
  return key === null ? 'none' : place
}

/** A base URL as calls are built on it: without slashes at its end, without a name and password in it. */
function readAddress(address: string): Result<string, BadAddress> {
  const bad = (url: string, reason: string) => fail({ kind: 'model-unreachable' as const, url, reason })
  const url = URL.parse(address.trim())
  if (!url) return bad(address, 'it is not an address; one begins with http:// or https://')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return bad(address, 'its address must begin with http:// or https://')
  }
  if (url.username !== '' || url.password !== '') {
    const shown = new URL(url)
    shown.username = ''
    shown.password = ''
    return bad(shown.href, 'a base URL cannot hold a name and password')
  }
  return ok(`${url.origin}${url.pathname.replace(/\/+$/, '')}${url.search}`)
}
