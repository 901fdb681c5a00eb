import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../e2e/find-chromium.ts'
import { growTree, lifeOf } from '../helpers/grown-tree.ts'
import { send } from './host.ts'
import { openTree, scrollTree } from './page/watch-frames.ts'
import type { Measure } from './table.ts'
import { withHost } from './with-host.ts'

const few = 20
const many = 500
const rounds = 12
/** A wheel's notch. */
const pixels = 100

type Seen = { opening: number[]; longest: number[]; frames: number[]; slowest: number[]; still: number[] }

/** What a tree of many marks costs the page, beside one of few: to open it, and to go through it. */
export async function timeline(): Promise<Measure[]> {
  const small = await seen(few)
  const large = await seen(many)
  const beside = (what: string, of: 'opening' | 'longest'): Measure => ({
    what: `${what}, ${many} marks`,
    unit: 'ms',
    samples: large[of],
    against: { what: `${few} marks`, samples: small[of] },
  })
  return [
    beside('opening the timeline', 'opening'),
    beside('the longest frame of that', 'longest'),
    { what: `scrolling the timeline, a frame, ${many} marks`, unit: 'ms', samples: large.frames },
    {
      what: 'the longest frame of a way through it',
      unit: 'ms',
      samples: large.slowest,
      against: { what: 'as long, nothing moving', samples: large.still },
    },
  ]
}

function seen(marks: number): Promise<Seen> {
  return withHost({ tokens: 1, perSecond: 100 }, async ({ options, start }) => {
    const first = await start()
    await send(first.page, '/agent new other')
    await first.host.end('SIGTERM')
    await growTree(join(options.home, 'ikigai', 'ikigai.db'), first.root, lifeOf(marks))
    const { host, page, root } = await start()
    const other = page.state().agents.find(({ id }) => id !== root)?.id ?? ''
    const browser = await chromium.launch({
      executablePath: findChromium() ?? '',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
    try {
      const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await tab.goto(host.address)
      return await looks(tab, { root, other })
    } finally {
      await browser.close()
    }
  })
}

async function looks(tab: Page, { root, other }: { root: string; other: string }): Promise<Seen> {
  const all: Seen = { opening: [], longest: [], frames: [], slowest: [], still: [] }
  const tree = tab.getByRole('tree', { name: 'Marks' })
  for (let round = -1; round < rounds; round += 1) {
    await tab.locator(`[role="tab"][data-agent="${other}"]`).click()
    await tree.waitFor({ state: 'detached' })
    const opened = await tab.evaluate(openTree, root)
    const { moving, still } = await tab.evaluate(scrollTree, pixels)
    if (round < 0) continue
    all.opening.push(opened.whole)
    all.longest.push(opened.longest)
    all.frames.push(...moving)
    all.slowest.push(Math.max(...moving))
    all.still.push(Math.max(...still))
  }
  return all
}
