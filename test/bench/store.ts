import { join } from 'node:path'
import { findSaid, queryOf } from '../../main/core/store/search.ts'
import { openDatabase } from '../../main/core/store/sqlite.ts'
import type { TestPage } from '../contract/page.ts'
import { common, fillSessions, rare, short, some } from './stored-sessions.ts'
import type { Measure } from './table.ts'
import { timed, withHost } from './with-host.ts'

const few = 1000
const many = 100_000
const rounds = 41
/** What is done first is slower, whatever is stored. */
const warmUps = 5
/** What is promised: a search beside the bare query, and an opening beside one with a hundredth stored. */
const mostOfSearch = 1.5
const mostOfOpening = 1.5
/** As many as the app asks for. */
const limit = 50

/** What grows with the amount stored, and what must not: searching, opening a conversation, going from one to another. */
export function store(): Promise<Measure[]> {
  return withStored(few, (small) =>
    withStored(many, async (large) => {
      const [opening, switching] = [await inTurn(large, small, open), await inTurn(large, small, change)]
      // last: it keeps this process so busy that a host would take its page for lost
      const search = await searching(large.file, large.project)
      const beside = (what: string, { large, small }: typeof opening): Measure => ({
        what: `${what}, ${stored(many)}`,
        unit: 'ms',
        samples: large,
        against: { what: stored(few), samples: small, most: mostOfOpening },
      })
      return [...search, beside('opening a conversation', opening), beside('switching between two', switching)]
    }),
  )
}

const stored = (size: number) => `with ${size.toLocaleString('en')} entries stored`

type Stored = { file: string; project: string; page: TestPage; root: string; other: string }

/** A host with so many entries in its database and two agents, of which one has the newest thousand. */
function withStored<T>(size: number, work: (stored: Stored) => Promise<T>): Promise<T> {
  return withHost({ tokens: 1, perSecond: 100 }, async ({ options, start }) => {
    const first = await start()
    await first.page.value('message.send', { agentId: first.root, text: '/agent new other' })
    await first.host.end('SIGTERM')
    const file = join(options.home, 'ikigai', 'ikigai.db')
    await fillSessions(file, first.root, size)
    const { page, root } = await start()
    const other = page.state().agents.find(({ id }) => id !== root)?.id ?? ''
    return work({ file, project: page.state().project?.id ?? '', page, root, other })
  })
}

/** The same of both, round by round, so that whatever else the machine does meets both. */
async function inTurn(large: Stored, small: Stored, work: (at: Stored) => Promise<unknown>) {
  const times = { large: [] as number[], small: [] as number[] }
  for (let round = -warmUps; round < rounds; round += 1) {
    const sides = [
      async () => [times.large, await timed(() => work(large))] as const,
      async () => [times.small, await timed(() => work(small))] as const,
    ]
    for (const side of round % 2 === 0 ? sides : sides.reverse()) {
      const [into, ms] = await side()
      if (round >= 0) into.push(ms)
    }
  }
  return times
}

const open = ({ page, root }: Stored) => page.value('conversation.open', { agentId: root })
const change = async ({ page, root, other }: Stored) => {
  await there(page, other)
  await there(page, root)
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
    ['of four letters in every entry', short],
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
