import { randomUUID } from 'node:crypto'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultOf } from '../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../preload/protocol/result.ts'
import type { State } from '../preload/protocol/state.ts'
import { commands } from './core/commands/registry.ts'
import type { Core, CoreOptions } from './core/core.ts'
import { gitWith } from './core/git/git.ts'
import { type Models, openModels } from './core/models/select.ts'
import { type OpenedProject, openProject } from './core/open-project.ts'
import type { Ports } from './core/ports.ts'
import { appHandlers } from './core/rpc/app-handlers.ts'
import { dispatch, faultOf } from './core/rpc/dispatch.ts'
import { createFeed, type Feed } from './core/rpc/feed.ts'
import { handlers } from './core/rpc/handlers.ts'
import type { StoredDatabase } from './core/store/database.ts'
import { openDatabase } from './core/store/sqlite.ts'
import { childEnvironment } from './core/tools/child-environment.ts'

/** The data folder, opened once for a process; each window gets a core of its own. */
export type Home = {
  /** A repository that cannot be opened is an alert in the core's state, and the page offers to choose another. */
  open(options: CoreOptions): Promise<Core>
  close(): Promise<void>
}

/** Opens the data folder: the database in it, and the models. The one place that wires the core from its parts. */
export async function openHome(ports: Ports): Promise<Result<Home, FaultOf<'home-unwritable'>>> {
  let stored: StoredDatabase
  try {
    mkdirSync(ports.home, { recursive: true, mode: 0o700 })
    accessSync(ports.home, constants.W_OK | constants.X_OK)
    stored = openDatabase(join(ports.home, 'ikigai.db'), ports.clock())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return fail({ kind: 'home-unwritable', path: ports.home, reason })
  }
  const models = openModels(ports)
  const feeds = new Set<Feed>()
  const tellSettings = async () => {
    const model = await models.info()
    for (const feed of feeds) feed.emit({ type: 'settings-changed', settings: ports.settings.read(), model })
  }
  return ok({
    open: (options) => openCore({ ports, models, stored, feeds, tellSettings }, options),
    async close() {
      await models.close()
      await stored.database.close()
    },
  })
}

type Parts = {
  ports: Ports
  models: Models
  stored: StoredDatabase
  /** Those of all windows: a setting that one of them changes is news to each. */
  feeds: Set<Feed>
  tellSettings: () => Promise<void>
}

async function openCore({ ports, models, stored, feeds, tellSettings }: Parts, options: CoreOptions): Promise<Core> {
  const { database } = stored
  const { clock, log, settings } = ports
  const feed = createFeed(await firstState(ports, models))
  feeds.add(feed)
  let opened: OpenedProject | null = null
  let closing: Promise<void> | null = null

  const openFolder = async (path: string) => {
    const project = feed.state().project
    if (project) return fail({ kind: 'project-already-open' as const, path: project.path })
    const parts = {
      database,
      feed,
      models,
      log,
      clock,
      git: gitWith(childEnvironment(ports.environment)),
      settings: settings.read,
      childEnvironment: childEnvironment(ports.environment),
      approvalForNew: () => options.approval ?? settings.read().approval,
      rootApproval: options.approval,
      loadReads: ports.loadReads,
      quit: ports.quit,
    }
    const result = await openProject(parts, ports.home, path)
    if (!result.ok) return result
    opened = result.value
    return ok(undefined)
  }

  const table = handlers(
    () => opened?.project ?? null,
    appHandlers({ ports, feed, models, database, openFolder, tellSettings }),
  )
  for (const fault of [stored.setAside, settings.setAside]) {
    if (fault) feed.emit({ type: 'alert-raised', alert: { id: randomUUID(), fault } })
  }
  if (options.repository !== null) {
    const result = await openFolder(options.repository).catch((error: unknown) =>
      fail(faultOf(error, log, 'opening the repository')),
    )
    if (!result.ok) feed.emit({ type: 'alert-raised', alert: { id: randomUUID(), fault: result.fault } })
  }

  return {
    connect(send) {
      const caller = feed.join(send)
      return {
        call: (name, input) => dispatch(table, log, { name, input, caller }),
        close: caller.close,
      }
    },
    close() {
      feeds.delete(feed)
      closing ??= opened?.close() ?? Promise.resolve()
      return closing
    },
  }
}

async function firstState(ports: Ports, models: Models): Promise<State> {
  return {
    host: ports.host,
    project: null,
    agents: [],
    branches: [],
    merges: [],
    awaited: [],
    closed: [],
    memory: [],
    unsaved: [],
    commands: commands.map(({ name, usage, summary }) => ({ name, usage, summary })),
    model: await models.info(),
    settings: ports.settings.read(),
    reader: { name: 'git', why: null },
    alerts: [],
    terminals: [],
    viewed: null,
  }
}
