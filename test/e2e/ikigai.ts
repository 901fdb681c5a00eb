import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, type Page, type TestInfo } from '@playwright/test'
import { type ModelServer, modelServer } from '../helpers/model-server.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { type Host, type Screen, screenOf } from './app.ts'
import { complaints } from './complaints.ts'
import { electronBinary } from './electron-host.ts'
import { openElectron, openPage } from './open-app.ts'
import { makeSample } from './sample.ts'
import type { HostOptions } from './start-host.ts'

export type StartOptions = {
  approval?: 'ask' | 'edits' | 'full'
  /** Where a scripted model serves; without one the demo model does. */
  serving?: { baseUrl: string; key: string }
  environment?: Record<string, string>
  /** Files of the plain sample beside its own. */
  files?: Record<string, string>
  /** Makes another repository below a folder, and answers with its path. */
  repository?: (parent: string) => string
}

export type App = Screen & {
  page: Page
  repository: string
  home: string
  /** The address with its token; null in Electron. */
  address(): string | null
  /** Ends the whole app at once (SIGKILL) or politely (SIGTERM), and starts it again on the same data. */
  restart(how: Restart): Promise<void>
}

export type Restart = {
  signal: 'SIGKILL' | 'SIGTERM'
  /** What happens to the data while the app is not there. */
  meanwhile?: () => Promise<void>
}

type Fixtures = {
  host: Host
  hostIsThere: undefined
  /** A model that plays a script, for as long as the test lasts. */
  model: typeof modelServer
  start: (options?: StartOptions) => Promise<App>
}

export const test = base.extend<Fixtures>({
  host: ['browser', { option: true }],
  // set up before anything else, so that no browser is opened for a test that is skipped
  hostIsThere: [
    async ({ host }, use) => {
      base.skip(host === 'electron' && electronBinary() === null, "Electron's program is not installed")
      await use(undefined)
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing else is needed
  model: async ({}, use) => {
    const servers: ModelServer[] = []
    await use(async (script) => {
      const server = await modelServer(script)
      servers.push(server)
      return server
    })
    for (const server of servers) await server.close()
  },
  start: async ({ host, context }, use, info) => {
    const found = complaints()
    const closing: (() => Promise<void>)[] = []
    const open = (options: HostOptions, page: Page | null) =>
      host === 'electron' ? openElectron(options, found) : openPage(options, page ?? context.newPage(), found)

    await use(async (options = {}) => {
      const folder = temporaryFolder()
      const make = options.repository ?? plainSample(options.files)
      const at = hostOptions(folder.path, make(folder.path), options)
      let opened = await open(at, null)
      closing.push(async () => {
        found.expectLostLink()
        const failed = info.status !== info.expectedStatus
        if (failed) await attach(info, 'printed by the app', opened.output())
        await opened.end('SIGKILL')
        const log = join(at.home, 'ikigai', 'logs', 'ikigai.log')
        if (failed && existsSync(log)) await attach(info, 'log of the app', readFileSync(log, 'utf8'))
        folder.remove()
      })
      const app = (): App => ({
        ...screenOf(opened.page),
        page: opened.page,
        repository: at.repository,
        home: at.home,
        address: () => opened.address,
        async restart({ signal, meanwhile }) {
          found.expectLostLink()
          await opened.end(signal)
          await meanwhile?.()
          opened = await open(at, opened.page)
          found.linkIsBack()
          Object.assign(this, screenOf(opened.page), { page: opened.page })
        },
      })
      return app()
    })
    for (const close of closing) await close()
    base.expect(found.all(), 'errors in the page').toEqual([])
  },
})

const attach = (info: TestInfo, name: string, text: string) =>
  info.attach(name, { body: text.slice(-5000), contentType: 'text/plain' })

const plainSample = (files?: Record<string, string>) => (parent: string) => {
  const path = join(parent, 'sample')
  makeSample(path, files)
  return path
}

function hostOptions(
  folder: string,
  repository: string,
  { approval, serving, environment }: StartOptions,
): HostOptions {
  const endpoint = serving ? { OPENAI_BASE_URL: serving.baseUrl, OPENAI_API_KEY: serving.key } : {}
  return {
    repository,
    home: join(folder, 'home'),
    approval: approval ?? null,
    environment: { ...endpoint, ...environment },
  }
}
