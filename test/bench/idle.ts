import type { TestPage } from '../contract/page.ts'
import { send } from './host.ts'
import { processorTime, quiet } from './processor-time.ts'
import type { Measure } from './table.ts'
import { withHost } from './with-host.ts'

const agents = 20
const seconds = 10
/** The runtime tidies its memory once, some time after the last work: that is in one or two of these. */
const windows = 6

/** Processor time of a host with nothing to do, its children included: with one agent, and with twenty that have worked. */
export async function idle(): Promise<Measure> {
  return withHost({ tokens: 3, perSecond: 100 }, async ({ start }) => {
    const { host, page } = await start()
    await work(page)
    const alone = await idleTimes(host.pid)
    for (let count = 1; count < agents; count += 1) await send(page, '/agent new --worktree')
    await work(page)
    return {
      what: `${seconds} s of ${agents} idle agents with worktrees`,
      unit: 'ms',
      samples: await idleTimes(host.pid),
      against: { what: `${seconds} s of one idle agent`, samples: alone },
    }
  })
}

/** Gives every agent something to do, and waits for the end of it. */
async function work(page: TestPage): Promise<void> {
  for (const { id } of page.state().agents) await page.value('message.send', { agentId: id, text: 'Go on.' })
  await page.until((state) => state.agents.every(({ run, head }) => run.state === 'idle' && head !== null))
}

/** A new worktree is looked at once more when its files are older than a second. */
const settling = 3000

async function idleTimes(pid: number): Promise<number[]> {
  await new Promise((resolve) => setTimeout(resolve, settling))
  await quiet(pid)
  const times: number[] = []
  for (let window = 0; window < windows; window += 1) {
    const before = processorTime(pid)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    times.push(processorTime(pid) - before)
  }
  return times
}
