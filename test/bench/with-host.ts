import { join } from 'node:path'
import { openTestPage, type TestPage } from '../contract/page.ts'
import { type HostOptions, type RunningHost, startHost } from '../e2e/start-host.ts'
import { socketPage } from '../helpers/socket-page.ts'
import { makeRepository } from '../helpers/temporary.ts'
import { benchFolder } from './bench-folder.ts'
import { type Pace, streamServer } from './stream-server.ts'

export type Bench = {
  options: HostOptions
  start(): Promise<{ host: RunningHost; page: TestPage; root: string }>
}

/** A repository, a data folder and a model that keeps time, for as long as the work takes. */
export async function withHost<T>(
  pace: Pace,
  work: (bench: Bench) => Promise<T>,
  make: (repository: string) => void | Promise<void> = makeRepository,
): Promise<T> {
  const folder = benchFolder()
  const server = await streamServer(pace)
  const repository = join(folder, 'sample')
  const options: HostOptions = {
    repository,
    home: join(folder, 'home'),
    approval: 'full',
    environment: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'bench' },
  }
  const hosts: RunningHost[] = []
  try {
    await make(repository)
    return await work({
      options,
      async start() {
        const host = await startHost(options)
        hosts.push(host)
        const page = await openTestPage(await socketPage(host.address))
        return { host, page, root: page.state().agents[0]?.id ?? '' }
      },
    })
  } finally {
    for (const host of hosts) await host.end('SIGKILL')
    server.close()
  }
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
