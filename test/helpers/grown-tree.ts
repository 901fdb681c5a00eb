import { placeOf } from '../../main/core/conversation/places.ts'
import type { Database, Statement } from '../../main/core/store/database.ts'
import { appendStatements } from '../../main/core/store/entries.ts'
import { conversationOnly, moveStatements } from '../../main/core/store/moves.ts'
import { placeStatements } from '../../main/core/store/places.ts'
import { openDatabase } from '../../main/core/store/sqlite.ts'
import type { Entry, NewEntry } from '../../preload/protocol/entry.ts'

/** What happens to a conversation: something is said and answered, a mark is set (null: a numbered one), or it goes back to a mark. */
export type Step = { say: string; answer?: string } | { mark: string | null } | { back: string }

const minute = 60_000

/** Writes a conversation with its marks and rewinds into a database that no app has open. The last step ends a minute ago. */
export async function growTree(path: string, agentId: string, steps: readonly Step[]): Promise<void> {
  const { database } = openDatabase(path, Date.now())
  await write(database, statementsFor(agentId, steps))
  await database.close()
}

function statementsFor(agentId: string, steps: readonly Step[]): Statement[] {
  const statements: Statement[] = []
  const marks = new Map<string, string>()
  let at: { session: string | null; head: string | null; place: string | null } = {
    session: null,
    head: null,
    place: null,
  }
  let count = 0
  let numbered = 0
  let time = Date.now() - steps.length * minute

  function add(made: NewEntry) {
    count += 1
    const entry: Entry = { id: `grown-${count}`, agentId, parentId: at.head, createdAt: time, ...made }
    statements.push(...appendStatements(entry))
    const place = placeOf(entry, at)
    if (place) statements.push(...placeStatements({ ...place, files: 'missing' }))
    at = { session: at.session ?? entry.id, head: entry.id, place: place?.id ?? at.place }
    return entry.id
  }

  for (const step of steps) {
    time += minute
    if ('say' in step) {
      add({ kind: 'user', payload: { text: step.say, files: [] } })
      add({ kind: 'assistant', payload: { ...silent, text: step.answer ?? `Done: ${step.say}` } })
    } else if ('mark' in step) {
      if (step.mark === null) numbered += 1
      const label = step.mark ?? `Checkpoint #${numbered}`
      marks.set(label, add({ kind: 'mark', payload: { label, numbered: step.mark === null, by: 'user' } }))
    } else {
      const to = marks.get(step.back) ?? null
      const move = {
        from: at.head,
        to,
        reason: 'rewind' as const,
        at: time,
        ...conversationOnly,
      }
      at = { ...at, head: to, place: to }
      statements.push(...moveStatements(agentId, move, { ...at, offer: null }))
    }
  }
  return statements
}

const silent = { reasoning: '', toolCalls: [], model: 'grown', usage: null, end: 'complete' as const, items: [] }

async function write(database: Database, statements: readonly Statement[]): Promise<void> {
  for (let from = 0; from < statements.length; from += 4000) await database.write(statements.slice(from, from + 4000))
}

const things = ['token', 'cache', 'session', 'schema', 'retry', 'audit', 'queue', 'limits', 'search', 'export']
const ways = ['plain', 'with-lru', 'in-memory', 'on-disk', 'batched', 'lazy', 'typed', 'streamed', 'sharded', 'signed']

/** A life of so many marks: work on the path, and every few marks some tries that are gone back from. */
export function lifeOf(count: number): Step[] {
  const steps: Step[] = []
  let set = 0
  const mark = (label: string | null) => {
    set += 1
    steps.push({ mark: label })
  }
  for (let round = 0; set < count; round += 1) {
    const thing = things[round % things.length] ?? ''
    const name = (what: string) => (round < things.length ? what : `${what}-${Math.floor(round / things.length) + 1}`)
    const start = name(`before-${thing}`)
    steps.push({ say: `What would it take to change the ${thing} part?` })
    mark(start)
    for (let turn = 0; turn < 1 + ((round * 7) % 9); turn += 1) {
      steps.push({ say: `${['Go on with', 'Test', 'Explain', 'Tidy'][turn % 4]} the ${thing} part, step ${turn + 1}.` })
    }
    for (let go = 0; go < round % 4 && set < count; go += 1) {
      const way = ways[(round + go * 3) % ways.length] ?? ''
      steps.push({ back: start }, { say: `Try the ${thing} ${way} instead.` })
      mark(name(`${thing}-${way}`))
      if (go % 2 === 1) steps.push({ say: 'And with tests?' })
    }
    if (set < count && round % 3 === 1) mark(null)
  }
  return steps
}
