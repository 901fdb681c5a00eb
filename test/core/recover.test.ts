import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { modelServer } from '../helpers/model-server.ts'
import { openCore, value } from '../helpers/open-core.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let child: ChildProcess | undefined

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => {
  child?.kill('SIGKILL')
  folder.remove()
})

/** Waits until a query of the database file answers with a row: the other process wrote it. */
async function onDisk(file: string, sql: string): Promise<void> {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    while (database.prepare(sql).get() === undefined) await new Promise((resolve) => setImmediate(resolve))
  } finally {
    database.close()
  }
}

test('a process that was killed in the middle of a reply comes back with all of it, and goes on', async () => {
  const home = join(folder.path, 'home')
  const repository = join(folder.path, 'sample')
  makeRepository(repository)
  const gate = Promise.withResolvers<void>()
  let asked = 0
  const server = await modelServer(async ({ messages }) => {
    asked += 1
    if (asked === 1) return { toolCalls: [{ name: 'list_files', arguments: '{}' }] }
    if (asked === 2) return { text: 'Half of what I wanted to say', gate: { at: 12, opens: gate.promise } }
    const last = messages.at(-1)
    return { text: `After: ${last?.role === 'user' ? last.text : ''}` }
  })
  child = fork(new URL('../helpers/run-until-killed.ts', import.meta.url), [
    home,
    repository,
    server.baseUrl,
    server.key,
  ])
  await new Promise((resolve) => child?.once('message', resolve))
  await onDisk(join(home, 'ikigai.db'), `SELECT 1 FROM partials WHERE text LIKE 'Half of what%'`)
  const gone = new Promise((resolve) => child?.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
  gate.resolve()

  const opened = await openCore({
    home,
    repository,
    environment: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: server.key, IKIGAI_MODEL: 'scripted' },
  })
  const agent = opened.agent('main')
  expect(opened.state().agents.map(({ name }) => name)).toEqual(['main', 'second'])
  expect(agent).toMatchObject({
    draft: 'half a thought',
    run: { state: 'broken', fault: { kind: 'interrupted' } },
    queue: [{ text: 'and then this' }],
  })
  const { entries } = await value(opened.call('conversation.open', { agentId: agent.id }))
  expect(entries.map(({ kind }) => kind)).toEqual(['notice', 'user', 'assistant', 'tool_result', 'assistant'])
  expect(entries.at(-1)).toMatchObject({
    payload: { end: 'interrupted', text: expect.stringMatching(/^Half of what/) },
  })

  await value(opened.call('run.continue', { agentId: agent.id }))
  await opened.until((state) => state.agents[0]?.run.state === 'idle' && state.agents[0].queue.length === 0)
  const after = await value(opened.call('conversation.open', { agentId: agent.id }))
  const texts = after.entries.slice(-3).map(({ payload }) => ('text' in payload ? payload.text : ''))
  expect(texts).toEqual(['After: Go on.', 'and then this', 'After: and then this'])
  await opened.close()
  await server.close()
})
