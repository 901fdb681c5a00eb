import { settings } from '../../preload/protocol/settings.ts'
import type { State } from '../../preload/protocol/state.ts'

/** The state of a window that has no project. */
export const emptyState: State = {
  host: { kind: 'browser', version: '0', platform: 'linux', keyPlace: 'memory', canChooseFolder: false },
  project: null,
  agents: [],
  branches: [],
  merges: [],
  awaited: [],
  closed: [],
  memory: [],
  unsaved: [],
  commands: [],
  model: {
    provider: 'demo',
    name: 'demo',
    baseUrl: 'http://127.0.0.1:1/v1',
    api: 'chat',
    key: 'none',
    fromEnvironment: [],
    openings: [],
  },
  settings: settings.parse({}),
  reader: { name: 'git', why: null },
  alerts: [],
  terminals: [],
  viewed: null,
}
