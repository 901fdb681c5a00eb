import { join } from 'node:path'
import { appendStatements } from '../../main/core/store/entries.ts'
import { openDatabase } from '../../main/core/store/sqlite.ts'
import type { Entry } from '../../preload/protocol/entry.ts'
import type { Measure } from './table.ts'
import { timed, withHost } from './with-host.ts'

const sizes = [100, 10_000, 100_000]
const rounds = 15

/** Opening conversations of growing length, against a short one. */
export async function openConversation(): Promise<Measure[]> {
  const measured = []
  for (const size of sizes) measured.push({ size, samples: await openingOf(size) })
  const [short, ...long] = measured
  return long.map(({ size, samples }) => ({
    what: `opening ${size.toLocaleString('en')} entries`,
    unit: 'ms',
    samples,
    against: { what: `opening ${short?.size}`, samples: short?.samples ?? [] },
  }))
}

function openingOf(size: number): Promise<number[]> {
  return withHost({ tokens: 1, perSecond: 100 }, async ({ options, start }) => {
    const first = await start()
    await first.host.end('SIGTERM')
    await fill(join(options.home, 'ikigai', 'ikigai.db'), first.root, size)
    const { page, root } = await start()
    const samples: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      samples.push(await timed(() => page.value('conversation.open', { agentId: root })))
    }
    return samples
  })
}

async function fill(path: string, agentId: string, size: number): Promise<void> {
  const { database } = openDatabase(path, Date.now())
  const entries = Array.from({ length: size }, (_, index) => entryAt(agentId, index))
  for (let from = 0; from < size; from += 5000) {
    await database.write(entries.slice(from, from + 5000).flatMap(appendStatements))
  }
  await database.close()
}

function entryAt(agentId: string, index: number): Entry {
  const parentId = index === 0 ? null : `e${index - 1}`
  const base = { id: `e${index}`, agentId, parentId, createdAt: 1_700_000_000_000 + index }
  const text = `Number ${index}. ${'Some words that somebody said. '.repeat(8)}`
  if (index % 2 === 0) return { ...base, kind: 'user', payload: { text, files: [] } }
  const rest = { reasoning: '', toolCalls: [], model: 'bench', usage: null, items: [] }
  return { ...base, kind: 'assistant', payload: { text, end: 'complete', ...rest } }
}
