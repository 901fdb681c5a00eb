import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import type { TestPage } from '../contract/page.ts'
import { startHost } from '../e2e/start-host.ts'
import type { Measure } from './table.ts'
import { timed, withHost } from './with-host.ts'

const rounds = 7

/** From the command to the ready line. */
export async function startTime(): Promise<Measure> {
  return withHost({ tokens: 1, perSecond: 100 }, async ({ options }) => {
    const samples: number[] = []
    const yardstick: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      yardstick.push(await timed(() => promisify(execFile)(process.execPath, ['--eval', '0'])))
      const began = performance.now()
      const host = await startHost(options)
      samples.push(performance.now() - began)
      await host.end('SIGTERM')
    }
    return { what: 'start to ready line', unit: 'ms', samples, against: { what: 'an empty node', samples: yardstick } }
  })
}

/** From a message to the first token of its answer, at the page. */
export async function firstToken(): Promise<Measure> {
  return withHost({ tokens: 3, perSecond: 200 }, async ({ options, start }) => {
    const { page, root } = await start()
    await page.value('conversation.open', { agentId: root })
    const samples: number[] = []
    const yardstick: number[] = []
    for (let round = 0; round < rounds * 3; round += 1) {
      yardstick.push(await timed(() => directly(options.environment['OPENAI_BASE_URL'] ?? '')))
      const before = page.frames.length
      const came = page.until((_, frames) => frames.slice(before).some(({ kind }) => kind === 'chunk'))
      samples.push(
        await timed(async () => {
          await page.value('message.send', { agentId: root, text: 'What time is it?' })
          await came
        }),
      )
      await page.until(({ agents }) => agents[0]?.run.state === 'idle')
    }
    return {
      what: 'message to first token',
      unit: 'ms',
      samples,
      against: { what: 'asking it directly', samples: yardstick },
    }
  })
}

async function directly(baseUrl: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/chat/completions`, { method: 'POST', body: '{}' })
  for await (const part of answer.body ?? []) if (/"content":"[^"]/.test(Buffer.from(part).toString())) return
}

/** Memory of the host with one agent, and with twenty that have all worked. */
export async function hostMemory(): Promise<Measure> {
  return withHost({ tokens: 2000, perSecond: 2000 }, async ({ start }) => {
    const { host, page } = await start()
    const alone = memoryOf(host.pid)
    for (let count = 1; count < 20; count += 1) await send(page, '/agent new')
    for (const { id } of page.state().agents) await page.value('message.send', { agentId: id, text: 'Go on.' })
    await page.until(({ agents }) => agents.every(({ run, head }) => run.state === 'idle' && head !== null))
    const samples = [memoryOf(host.pid)]
    return { what: 'memory with 20 agents', unit: 'MB', samples, against: { what: 'one idle agent', samples: [alone] } }
  })
}

export function send(page: TestPage, text: string): Promise<{ view: string | null }> {
  return page.value('message.send', { agentId: page.state().agents[0]?.id, text })
}

/** Resident megabytes of a process. */
function memoryOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}
