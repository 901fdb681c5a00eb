import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newAgent } from '../../main/core/agents/roster.ts'
import { insertAgent, readOpenAgents, updateAgent } from '../../main/core/store/agents.ts'
import { type Database, StoreFailure } from '../../main/core/store/database.ts'
import { appendStatements, readHistory, readPath, readRoot } from '../../main/core/store/entries.ts'
import { claimProject } from '../../main/core/store/lock.ts'
import { insertMemory, readVersionOnPath, referenceStatement } from '../../main/core/store/memory.ts'
import { migrations } from '../../main/core/store/migrations.ts'
import { conversationOnly, moveStatements } from '../../main/core/store/moves.ts'
import { openProjectRow } from '../../main/core/store/projects.ts'
import { findDocuments, findSaid, piecesOf, queryOf } from '../../main/core/store/search.ts'
import { readNewestIn, readSessions } from '../../main/core/store/sessions.ts'
import { openDatabase } from '../../main/core/store/sqlite.ts'
import type { Entry } from '../../preload/protocol/entry.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ikigai-store-'))
  file = join(folder, 'ikigai.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const agent = newAgent({ name: 'main', kind: 'root', directory: '/', approval: 'ask' })

async function withAgent(database: Database): Promise<string> {
  const project = await openProjectRow(database, { path: '/somewhere', name: 'somewhere', now: 1 })
  await database.write([insertAgent(project.id, agent, 1)])
  return project.id
}

function said(id: string, parentId: string | null, at: number): Entry {
  return { id, agentId: agent.id, parentId, createdAt: at, kind: 'user', payload: { text: id, files: [] } }
}

describe('the conversation on disk', () => {
  test('reads a path back as it was appended, and its newest part alone', async () => {
    const { database } = openDatabase(file, 1)
    await withAgent(database)
    const entries = [said('a', null, 1), said('b', 'a', 2), said('c', 'b', 3), said('side', 'a', 4)]
    for (const entry of entries) await database.write(appendStatements(entry))
    expect(await readPath(database, 'c', 100)).toEqual(entries.slice(0, 3))
    expect(await readPath(database, 'c', 2)).toEqual(entries.slice(1, 3))
    expect(await readPath(database, null, 100)).toEqual([])
    await database.close()
  })

  test('knows which version of a document a path has, and that another path has none of it', async () => {
    const { database } = openDatabase(file, 1)
    const projectId = await withAgent(database)
    const tree = [said('a', null, 1), said('b', 'a', 2), said('c', 'b', 3), said('d', 'c', 4), said('side', 'a', 5)]
    await database.write([
      insertMemory(projectId, null),
      insertMemory(projectId, null),
      ...tree.flatMap(appendStatements),
      ...(['b', 'c', 'side'] as const).map((id, index) => referenceStatement(id, 1, index + 1)),
    ])
    const versions = await Promise.all(
      ['a', 'b', 'c', 'd', 'side', null].map((head) => readVersionOnPath(database, head, 1)),
    )
    expect(versions).toEqual([null, 1, 2, 2, 3, null])
    expect(await readVersionOnPath(database, 'd', 2)).toBe(null)
    await database.close()
  })

  test('refuses to change or delete an entry', async () => {
    const { database } = openDatabase(file, 1)
    await withAgent(database)
    await database.write(appendStatements(said('a', null, 1)))
    await expect(database.write([{ sql: `UPDATE entries SET payload = '{}'` }])).rejects.toThrow('append-only')
    await expect(database.write([{ sql: 'DELETE FROM entries' }])).rejects.toThrow('append-only')
    await database.close()
  })

  test('writes all of a transaction or nothing', async () => {
    const { database } = openDatabase(file, 1)
    await withAgent(database)
    const orphan = said('b', 'nowhere', 1)
    await expect(
      database.write([...appendStatements(said('a', null, 1)), ...appendStatements(orphan)]),
    ).rejects.toThrow(StoreFailure)
    expect(await readPath(database, 'a', 10)).toEqual([])
    await database.close()
  })

  test('says so when the disk is full, and stays usable', async () => {
    const { database } = openDatabase(file, 1)
    await withAgent(database)
    await database.read('PRAGMA max_page_count = 1')
    const long = said('a', null, 1)
    long.payload = { ...long.payload, text: 'x'.repeat(1_000_000) } as typeof long.payload
    await expect(database.write(appendStatements(long))).rejects.toMatchObject({
      fault: { kind: 'store-failed', reason: 'database or disk is full' },
    })
    await database.read('PRAGMA max_page_count = 100000')
    await database.write(appendStatements(said('b', null, 2)))
    expect(await readPath(database, 'b', 10)).toHaveLength(1)
    await database.close()
  })

  test('tells moves of head and entries in time order', async () => {
    const { database } = openDatabase(file, 1)
    await withAgent(database)
    await database.write(appendStatements(said('a', null, 1)))
    const move = {
      from: 'a',
      to: null,
      reason: 'clear' as const,
      at: 2,
      ...conversationOnly,
    }
    await database.write(moveStatements(agent.id, move, { head: null, session: null, place: null, offer: null }))
    await database.write(appendStatements(said('b', null, 3)))
    const history = await readHistory(database, agent.id, 10)
    expect(history.map((item) => ('entry' in item ? item.entry.id : item.move.reason))).toEqual(['b', 'clear', 'a'])
    await database.close()
  })

  test('counts the sessions of a database that was written before they were counted', async () => {
    const old = new DatabaseSync(file)
    for (const step of migrations.slice(0, 7)) old.exec(step)
    old.exec('PRAGMA user_version = 7')
    old.exec(`INSERT INTO projects (id, path, name, opened_at) VALUES ('p', '/p', 'p', 1)`)
    old.exec(`INSERT INTO agents (id, project_id, name, kind, hue, directory, approval, position, usage, created_at)
              VALUES ('a', 'p', 'a', 'root', 0, '/p', 'ask', 0, '{}', 1)`)
    const add = old.prepare(
      'INSERT INTO entries (id, agent_id, parent_id, kind, payload, created_at) VALUES (?,?,?,?,?,?)',
    )
    const tree = [
      ['r', null],
      ['s', null],
      ['r1', 'r'],
      ['r2', 'r1'],
      ['s1', 's'],
      ['r3', 'r1'],
    ] as const
    for (const [index, [id, parent]] of tree.entries()) add.run(id, 'a', parent, 'notice', '{}', index)
    old.close()
    const { database } = openDatabase(file, 1)
    const counted = (await readSessions(database, 'p')).map(({ id, entries, lastAt }) => [id, entries, lastAt])
    expect(counted).toEqual([
      ['r', 4, 5],
      ['s', 2, 4],
    ])
    expect(await readNewestIn(database, 'r')).toBe('r3')
    expect(await readRoot(database, 'r3')).toBe('r')
    await expect(database.write([{ sql: `UPDATE entries SET kind = 'x'` }])).rejects.toThrow('append-only')
    await database.close()
  })

  test('finds the best first, and the newest of what is everywhere', async () => {
    const { database } = openDatabase(file, 1)
    const projectId = await withAgent(database)
    const texts = ['wolf', 'the wolf and the fox', 'fox fox fox', 'a fox in a long sentence about other animals']
    for (const [index, text] of texts.entries()) {
      const at = { id: `s${index}`, agentId: agent.id, parentId: null, createdAt: index }
      await database.write(appendStatements({ ...at, kind: 'user', payload: { text, files: [] } }))
    }
    const found = async (ranked: number) =>
      (await findSaid(database, projectId, queryOf('fox') ?? '', 10, ranked)).map(({ id }) => id)
    expect(await found(3)).toEqual(['s2', 's1', 's3'])
    expect(await found(2)).toEqual(['s3', 's2', 's1'])
    await database.close()
  })

  test('finds any part of a sentence that is written without spaces, and shows it as it was', async () => {
    const { database } = openDatabase(file, 1)
    const projectId = await withAgent(database)
    const texts = ['我们需要修复login登录错误', 'ログイン画面を修正しました', 'ฉันต้องการแก้ไขที่นี่', 'plain words']
    for (const [index, text] of texts.entries()) {
      const at = { id: `s${index}`, agentId: agent.id, parentId: null, createdAt: index }
      await database.write(appendStatements({ ...at, kind: 'user', payload: { text, files: [] } }))
    }
    const found = async (typed: string) => {
      const rows = await findSaid(database, projectId, queryOf(typed) ?? '', 10)
      return rows.map(({ snippet }) =>
        piecesOf(snippet)
          .map(({ text, hit }) => (hit ? `<${text}>` : text))
          .join(''),
      )
    }
    expect(await found('登录')).toEqual(['我们需要修复login<登录>错误'])
    expect(await found('log 修')).toEqual([])
    expect(await found('login 修复')).toEqual(['我们需要<修复><login>登录错误'])
    expect(await found('画面')).toEqual(['ログイン<画面>を修正しました'])
    expect(await found('แก้ไข')).toEqual(['ฉันต้องการ<แก้ไข>ที่นี่'])
    expect(await found('录登')).toEqual([])
    expect(await found('pla')).toEqual(['<plain> words'])
    await database.close()
  })

  test('finds so what was written before the index was made so', async () => {
    const old = new DatabaseSync(file)
    for (const step of migrations.slice(0, 8)) old.exec(step)
    old.exec('PRAGMA user_version = 8')
    old.exec(`INSERT INTO projects (id, path, name, opened_at) VALUES ('p', '/p', 'p', 1)`)
    old.exec(`INSERT INTO agents (id, project_id, name, kind, hue, directory, approval, position, usage, created_at)
              VALUES ('a', 'p', 'a', 'root', 0, '/p', 'ask', 0, '{}', 1)`)
    old.exec(`INSERT INTO entries (id, agent_id, kind, payload, created_at, session_id)
              VALUES ('r', 'a', 'user', '{"text":"修复登录错误"}', 1, 'r'),
                     ('s', 'a', 'summary', '{"text":"The walrus was fed"}', 2, 's')`)
    old.exec(`INSERT INTO memory (project_id) VALUES ('p')`)
    old.exec(
      `INSERT INTO memory_versions (number, version, title, content, at) VALUES (1, 1, '登录', '修复登录错误', 1)`,
    )
    old.close()
    const { database } = openDatabase(file, 1)
    expect((await findSaid(database, 'p', queryOf('登录') ?? '', 10)).map(({ id }) => id)).toEqual(['r'])
    expect((await findSaid(database, 'p', queryOf('walrus') ?? '', 10)).map(({ id }) => id)).toEqual(['s'])
    expect((await findDocuments(database, 'p', queryOf('错误') ?? '', 10)).map(({ number }) => number)).toEqual([1])
    await database.close()
  })

  test('keeps what changes about an agent', async () => {
    const { database } = openDatabase(file, 1)
    const projectId = await withAgent(database)
    const change = { name: 'renamed', draft: 'half a thought', approval: 'full' as const, model: 'm', unread: 2 }
    await database.write([updateAgent(agent.id, change)])
    expect(await readOpenAgents(database, projectId)).toEqual([{ ...agent, ...change }])
    await database.close()
  })
})

describe('a database that cannot be used', () => {
  test.each([
    ['is not a database', () => writeFileSync(file, 'x'.repeat(5000))],
    ['is cut off', () => truncateSync(file, 8192)],
    [
      'is from a newer version',
      () => {
        const newer = new DatabaseSync(file)
        newer.exec('PRAGMA user_version = 999')
        newer.close()
      },
    ],
  ])('that %s is set aside untouched, and a new one serves', async (_why, harm) => {
    const first = openDatabase(file, 1)
    await withAgent(first.database)
    await first.database.close()
    harm()
    const before = readFileSync(file)

    const { database, setAside } = openDatabase(file, 1)
    expect(setAside).toMatchObject({ kind: 'database-set-aside' })
    expect(readFileSync(setAside?.path ?? '')).toEqual(before)
    await withAgent(database)
    await database.close()
  })

  test('opens a sound one where it is', async () => {
    const first = openDatabase(file, 1)
    await first.database.close()
    const second = openDatabase(file, 1)
    expect(second.setAside).toBeNull()
    await second.database.close()
    expect(existsSync(file)).toBe(true)
  })
})

describe('the claim on a project', () => {
  test('is held by one process, named to the next, and ends with it even by SIGKILL', async () => {
    const child = fork(new URL('../helpers/claim.ts', import.meta.url), [folder], { stdio: 'inherit' })
    await new Promise((resolve) => child.once('message', resolve))
    expect(claimProject(folder, 'p')).toEqual({ heldBy: child.pid })

    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    const mine = claimProject(folder, 'p')
    expect(mine).toHaveProperty('release')
    if ('release' in mine) mine.release()
  })
})
