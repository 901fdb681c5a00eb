import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { liveAgent } from '../../main/core/agents/live-agent.ts'
import { newAgent } from '../../main/core/agents/roster.ts'
import { runLine } from '../../main/core/commands/run-line.ts'
import { append, pathOf } from '../../main/core/conversation/append.ts'
import type { Project } from '../../main/core/project.ts'
import { createFeed } from '../../main/core/rpc/feed.ts'
import { insertAgent, readOpenAgents } from '../../main/core/store/agents.ts'
import { openProjectRow } from '../../main/core/store/projects.ts'
import { openDatabase } from '../../main/core/store/sqlite.ts'
import type { Entry } from '../../preload/protocol/entry.ts'
import { unreachable } from '../../preload/protocol/result.ts'
import { settings } from '../../preload/protocol/settings.ts'
import { emptyState } from '../helpers/state.ts'

const runs = Number(process.env['TREE_RUNS'] ?? 60)

type Step =
  | { do: 'say' }
  | { do: 'undo' }
  | { do: 'clear' }
  | { do: 'crash' }
  | { do: 'help' }
  | { do: 'mark'; label: string | null }
  | { do: 'rewind'; label: string | null }
  | { do: 'fork'; label: string }
const label = fc.constantFrom('a', 'b', 'c')
const optional = fc.option(label, { nil: null })
const step: fc.Arbitrary<{ who: number; step: Step }> = fc.record({
  who: fc.nat(3),
  step: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Step>({ do: 'say' }) },
    { weight: 4, arbitrary: optional.map((name): Step => ({ do: 'mark', label: name })) },
    { weight: 4, arbitrary: optional.map((name): Step => ({ do: 'rewind', label: name })) },
    { weight: 2, arbitrary: fc.constant<Step>({ do: 'undo' }) },
    { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'clear' }, { do: 'crash' }, { do: 'help' }) },
    { weight: 1, arbitrary: label.map((name): Step => ({ do: 'fork', label: name })) },
  ),
})

test('any sequence of moves keeps every entry, goes where the rules say, and is the same again from disk', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }), async (steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'ikigai-tree-'))
      try {
        await play(folder, steps)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }),
    { numRuns: runs },
  )
}, 300_000)

/** What the rules say, told again without tables: all entries ever made, and where each agent is. */
type Told = {
  entries: Entry[]
  agents: { id: string; name: string; head: string | null; left: { from: string | null }[] }[]
}

async function play(folder: string, steps: { who: number; step: Step }[]): Promise<void> {
  let project = await opened(folder)
  const [root] = project.feed.state().agents
  const told: Told = { entries: [], agents: [{ id: root?.id ?? '', name: 'main', head: null, left: [] }] }
  for (const { who, step: next } of steps) {
    const agent = told.agents[who % told.agents.length]
    if (!agent) throw new Error('there is always the root')
    if (next.do === 'crash') {
      const before = positions(project)
      await project.database.close()
      project = await opened(folder)
      expect(positions(project)).toEqual(before)
    } else {
      await take(project, told, agent, next)
    }
    for (const { id, head } of told.agents) {
      expect((await pathOf(project, id)).map((entry) => entry.id)).toEqual(up(told, head).map((entry) => entry.id))
    }
  }
  const rows = await project.database.read('SELECT id FROM entries ORDER BY seq')
  expect(rows.map(({ id }) => id)).toEqual(told.entries.map(({ id }) => id))
  await project.database.close()
}

async function take(
  project: Project,
  told: Told,
  agent: Told['agents'][number],
  next: Exclude<Step, { do: 'crash' }>,
): Promise<void> {
  const line = async (text: string) => (await runLine(project, agent.id, text)).ok
  const note = (entry: Entry) => {
    told.entries.push(entry)
    agent.head = entry.id
  }
  switch (next.do) {
    case 'say': {
      note(await append(project, agent.id, { kind: 'user', payload: { text: 'hello', files: [] } }))
      return
    }
    case 'help': {
      await line('/help')
      note(await newest(project, agent.id))
      return
    }
    case 'mark': {
      await line(`/mark ${next.label ?? ''}`)
      note(await newest(project, agent.id))
      return
    }
    case 'clear': {
      await line('/clear')
      if (agent.head !== null) agent.left.push({ from: agent.head })
      agent.head = null
      return
    }
    case 'rewind': {
      const to = next.label === null ? markBefore(told, agent.head) : markNamed(told, agent, next.label)
      expect(await line(`/rewind ${next.label ?? ''}`)).toBe(to !== null)
      if (to === null) return
      agent.left.push({ from: agent.head })
      agent.head = to
      return
    }
    case 'undo': {
      const last = agent.left.pop()
      expect(await line('/rewind --undo')).toBe(last !== undefined)
      if (last) agent.head = last.from
      return
    }
    case 'fork': {
      const to = markNamed(told, agent, next.label)
      const name = `agent-${told.agents.length}`
      expect(await line(`/agent new ${name} --from=${next.label}`)).toBe(to !== null)
      const made = project.feed.state().agents.find((one) => one.name === name)
      if (to === null || !made) return
      // the command's note is the first entry of the fork, or of whoever typed it
      const written = await newest(project, made.id, agent.id)
      told.entries.push(written)
      told.agents.push({ id: made.id, name, head: written.agentId === made.id ? written.id : to, left: [] })
      if (written.agentId === agent.id) agent.head = written.id
      return
    }
    default:
      unreachable(next)
  }
}

/** The entries from the first to one. */
function up(told: Told, head: string | null): Entry[] {
  const entry = told.entries.find(({ id }) => id === head)
  return entry ? [...up(told, entry.parentId), entry] : []
}

function markBefore(told: Told, head: string | null): string | null {
  const spoken = up(told, head).filter(({ kind }) => kind !== 'notice')
  return spoken.slice(0, -1).findLast(isMark)?.id ?? null
}

const isMark = ({ kind }: Entry) => kind === 'mark'

/** On the path, else newest in the tree, else newest of the agent's own. */
function markNamed(told: Told, agent: Told['agents'][number], wanted: string): string | null {
  const fits = (entry: Entry) => entry.kind === 'mark' && entry.payload.label === wanted
  const path = up(told, agent.head)
  const [start] = path
  const inTree = (entry: Entry) => up(told, entry.id)[0]?.id === start?.id
  return (
    path.findLast(fits)?.id ??
    told.entries.findLast((entry) => fits(entry) && start !== undefined && inTree(entry))?.id ??
    told.entries.findLast((entry) => fits(entry) && entry.agentId === agent.id)?.id ??
    null
  )
}

async function newest(project: Project, ...agentIds: string[]): Promise<Entry> {
  const paths = await Promise.all(agentIds.map((id) => pathOf(project, id)))
  const [row] = await project.database.read('SELECT id FROM entries ORDER BY seq DESC LIMIT 1')
  const entry = paths.flat().find(({ id }) => id === row?.id)
  if (!entry) throw new Error('the newest entry is on none of these paths')
  return entry
}

const positions = (project: Project) =>
  project.feed.state().agents.map(({ id, head, session, place, offer }) => ({ id, head, session, place, offer }))

/** A project without a repository: conversations are real, and no files are kept with them. */
async function opened(folder: string): Promise<Project> {
  const { database } = openDatabase(join(folder, 'ikigai.db'), 0)
  const row = await openProjectRow(database, { path: folder, name: 'tree', now: 0 })
  const feed = createFeed(emptyState)
  if ((await readOpenAgents(database, row.id)).length === 0) {
    const root = newAgent({ name: 'main', kind: 'root', directory: folder, approval: 'ask' })
    await database.write([insertAgent(row.id, root, 0)])
  }
  const agents = await readOpenAgents(database, row.id)
  let now = 0
  const nothing = async () => ({ exit: 128, stdout: '', stderr: 'fatal: not a git repository' })
  const project = {
    info: { id: row.id, name: 'tree', path: folder },
    database,
    feed,
    git: nothing,
    log: () => undefined,
    clock: () => {
      now += 1
      return now
    },
    settings: () => settings.parse({}),
    approvalForNew: () => 'ask',
    write: (job) => job(nothing),
    status: { refresh: async () => undefined, lookAgain: async () => undefined, close: async () => undefined },
    live: new Map(agents.map(({ id }) => [id, liveAgent(id)])),
    naming: new Set(),
  } as Partial<Project> as Project // what conversations take of a project
  feed.emit({
    type: 'project-opened',
    project: project.info,
    agents,
    merges: [],
    awaited: [],
    closed: [],
    memory: [],
    unsaved: [],
    viewed: '',
  })
  return project
}
