import type { Page } from '@playwright/test'
import type { Complaints } from './complaints.ts'
import { launchElectron } from './electron-host.ts'
import { type HostOptions, startHost } from './start-host.ts'

/** A running app with its page. The address holds the token; Electron has none. */
export type Opened = {
  page: Page
  address: string | null
  /** Everything it printed, and how it ended. */
  output(): string
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** Starts the browser host and loads its page. */
export async function openPage(options: HostOptions, given: Page | Promise<Page>, found: Complaints): Promise<Opened> {
  const running = await startHost(options)
  const page = await given
  if (page.url() === 'about:blank') found.listen(page)
  await page.goto(running.address)
  await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor()
  return { page, address: running.address, output: running.output, end: running.end }
}

/** Starts Electron and waits for its window. */
export async function openElectron(options: HostOptions, found: Complaints): Promise<Opened> {
  const running = await launchElectron(options)
  const page = await running.firstWindow()
  found.listen(page)
  await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor()
  const main = running.process()
  const printed: string[] = []
  main.stderr?.on('data', (part: Buffer) => printed.push(String(part)))
  return {
    page,
    address: null,
    output: () => printed.join(''),
    async end(signal) {
      const gone = running.waitForEvent('close')
      main.kill(signal)
      await gone
    },
  }
}
