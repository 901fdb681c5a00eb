import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../e2e/find-chromium.ts'
import { send } from './host.ts'
import { watchStamps } from './page/watch-stamps.ts'
import type { Measure } from './table.ts'
import { withHost } from './with-host.ts'

const seconds = 8
const perSecond = 200

/** From a token leaving the model to its paint, with one conversation streaming and with ten. */
export async function paint(): Promise<Measure[]> {
  const alone = await painted(1)
  const ten = await painted(10)
  const against = { what: 'one stream', samples: alone.tokens }
  return [
    { what: 'token to paint, 1 stream', unit: 'ms', samples: alone.tokens },
    { what: 'token to paint, 10 streams', unit: 'ms', samples: ten.tokens, against },
    {
      what: 'key to paint, 10 streams',
      unit: 'ms',
      samples: ten.keys,
      against: { what: 'one stream', samples: alone.keys },
    },
  ]
}

function painted(streams: number): Promise<{ tokens: number[]; keys: number[] }> {
  return withHost({ tokens: perSecond * seconds, perSecond }, async ({ start }) => {
    const { host, page } = await start()
    const browser = await chromium.launch({
      executablePath: findChromium() ?? '',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
    try {
      const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await tab.goto(host.address)
      await tab.getByRole('textbox', { name: 'Message', exact: true }).waitFor()
      for (let count = 1; count < streams; count += 1) await send(page, '/agent new')
      const watching = tab.evaluate(watchStamps, (seconds - 2) * 1000)
      for (const { id } of page.state().agents) await page.value('message.send', { agentId: id, text: 'Go.' })
      await type(tab)
      return await watching
    } finally {
      await browser.close()
    }
  })
}

/** Types for a while, so that there is something to measure keys by. */
async function type(tab: Page): Promise<void> {
  const message = tab.getByRole('textbox', { name: 'Message', exact: true })
  await message.pressSequentially('the quick brown fox jumps over it '.repeat(2), { delay: 60 })
}
