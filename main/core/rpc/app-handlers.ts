import type { CallName, DeclaredFault } from '../../../preload/protocol/contract.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { Models } from '../models/select.ts'
import type { Ports } from '../ports.ts'
import type { Database } from '../store/database.ts'
import { readRecentProjects } from '../store/projects.ts'
import type { Handlers } from './dispatch.ts'
import type { Feed } from './feed.ts'

/** Calls that need no project. */
type AppCall = Extract<
  CallName,
  | `feed.${string}`
  | `project.${string}`
  | `settings.${string}`
  | `secret.${string}`
  | `models.${string}`
  | `alert.${string}`
>
export type AppHandlers = Pick<Handlers, AppCall>

export type AppParts = {
  ports: Ports
  feed: Feed
  models: Models
  database: Database
  /** Tells every window that settings or key have changed. */
  tellSettings: () => Promise<void>
  openFolder: (path: string) => Promise<Result<void, DeclaredFault<'project.open'>>>
}

/** How long a server has to name its models, in milliseconds. */
const listPatienceMs = 10_000

/** Handlers of the calls about the app itself: its settings, its key, its models, which project is open. */
export function appHandlers({ ports, feed, models, database, openFolder, tellSettings }: AppParts): AppHandlers {
  return {
    'feed.state': async () => ok({ n: feed.n(), state: feed.state() }),
    'project.recent': async () => ok(await readRecentProjects(database)),
    'project.choose': async () => ok({ path: await ports.chooseFolder() }),
    'project.open': ({ path }) => openFolder(path),
    'settings.change': async ({ change }) => {
      ports.settings.write(change)
      await tellSettings()
      return ok(undefined)
    },
    'secret.keep': async ({ key }) => {
      const kept = await ports.secrets.write(key)
      await tellSettings()
      return kept
    },
    'models.list': async () => {
      const { model } = await models.current()
      return model.list(AbortSignal.timeout(listPatienceMs))
    },
    'alert.dismiss': async ({ id }) => {
      feed.emit({ type: 'alert-dismissed', id })
      return ok(undefined)
    },
  }
}
