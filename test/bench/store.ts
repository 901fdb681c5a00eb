import { join } from 'node:path'
import { findSaid, queryOf } from '../../main/core/store/search.ts'
import { openDatabase } from '../../main/core/store/sqlite.ts'
import type { TestPage } from '../contract/page.ts'
import { common, fillSessions, rare, some } from './stored-sessions.ts'
import type { Measure } from './table.ts'
import { timed, withHost } from './with-host.ts'

const few = 1000
const many = 100_000
const rounds = 21
/** What is promised: a search beside the bare query, and an opening beside one with a hundredth stored. */
const mostOfSearch = 1.5
const mostOfOpening = 1.5
/** As many as the app asks for. */
const limit = 50

type Times = { opening: number[]; switching: number[]; search: Measure[] }

/** What grows with the amount stored, and what must not: searching, opening a conversation, going from one to another. */
export async function store(): Promise<Measure[]> {
  const [small, large] = [await timesWith(few), await timesWith(many)]
  const stored = (size: number) => `with ${size.toLocaleString('en')} entries stored`
  const beside = (what: string, times: (of: Times) => number[]): Measure => ({
    what: `${what}, ${stored(many)}`,
    unit: 'ms',
    samples: times(large),
    against: { what: stored(few), samples: times(small), most: mostOfOpening },
  })
  return [
    ...large.search,
    beside('opening a conversation', ({ opening }) => opening),
    beside('switching between two', ({ switching }) => switching),
  ]
}

function timesWith(size: number): Promise<Times> {
  return withHost({ tokens: 1, perSecond: 100 }, async ({ options, start }) => {
    const first = await start()
    await first.page.value('message.send', { agentId: first.root, text: '/agent new other' })
    const { id: project } = first.page.state().project ?? { id: '' }
    await first.host.end('SIGTERM')
    const file = join(options.home, 'ikigai', 'ikigai.db')
    await fillSessions(file, first.root, size)
    const search = size === many ? await searching(file, project) : []
    const { page, root } = await start()
    const other = page.state().agents.find(({ id }) => id !== root)?.id ?? ''
    const opening: number[] = []
    const switching: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      opening.push(await timed(() => page.value('conversation.open', { agentId: root })))
      switching.push((await timed(() => there(page, other))) + (await timed(() => there(page, root))))
    }
    return { opening, switching, search }
  })
}

/** What a page asks for when another agent is shown. */
const there = (page: TestPage, agentId: string) =>
  Promise.all([page.value('conversation.open', { agentId }), page.value('timeline.open', { agentId })])

/** The search of the app and the bare full-text query for the same snippets, in turn on one connection. */
async function searching(file: string, project: string): Promise<Measure[]> {
  const { database } = openDatabase(file, Date.now())
  const bare = `SELECT rowid, snippet(entries_text, 0, '<', '>', '…', 16) FROM entries_text
                 WHERE entries_text MATCH $1 ORDER BY rank LIMIT $2`
  const measures: Measure[] = []
  for (const [how, word] of [
    ['in every entry', common],
    ['in one of a hundred', some],
    ['in one entry', rare],
  ] as const) {
    const query = queryOf(word) ?? ''
    const sides = { ours: [] as number[], bare: [] as number[] }
    const ours = async () => sides.ours.push(await timed(() => findSaid(database, project, query, limit)))
    const typed = async () => sides.bare.push(await timed(() => database.read(bare, [query, limit])))
    for (let round = 0; round < rounds; round += 1) {
      for (const side of round % 2 === 0 ? [ours, typed] : [typed, ours]) await side()
    }
    measures.push({
      what: `searching ${many.toLocaleString('en')} entries for a word ${how}`,
      unit: 'ms',
      samples: sides.ours,
      against: { what: 'the bare FTS5 query', samples: sides.bare, most: mostOfSearch },
    })
  }
  await database.close()
  return measures
}
