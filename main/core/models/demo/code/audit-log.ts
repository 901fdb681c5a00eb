import type { Feature } from './feature.ts'

/** A log of API operations, in PostgreSQL. */
export const auditLog: Feature = {
  folder: 'audit',
  title: 'Audit logging',
  agent: 'audit-log',
  asked: /\bimplement\b.*\baudit/,
  areas: ['PostgreSQL integration'],
  complete: 'Complete!',
  parts: [
    {
      message: 'Keep a record of every API operation',
      about: 'First what is kept of an operation, and what is not: no passwords.',
      files: [
        {
          path: 'src/audit/record.js',
          text: `const secrets = /password|secret|token/i

/** What is kept of an API operation. Values of secret fields are not. */
export function auditRecord({ user = null, method, path, body = {}, status, at }) {
  const kept = Object.entries(body).map(([name, value]) => [name, secrets.test(name) ? '[kept secret]' : value])
  return { user, operation: method + ' ' + path, body: Object.fromEntries(kept), status, at }
}

/** An API handler of which every operation is logged, also one that fails. */
export function audited(handler, log, clock = () => new Date()) {
  return async (request) => {
    const write = (status) => log.write(auditRecord({ ...request, status, at: clock().toISOString() }))
    try {
      const response = await handler(request)
      await write(response.status)
      return response
    } catch (error) {
      await write(500)
      throw error
    }
  }
}
`,
        },
        {
          path: 'test/audit/record.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { audited, auditRecord } from '../../src/audit/record.js'

const request = { user: 'mika', method: 'POST', path: '/pantry', body: { name: 'rice', password: 'x' } }

/** Runs one operation, and answers with what was logged of it. */
async function logged(handler, asked = request) {
  const lines = []
  const log = { write: async (line) => lines.push(line) }
  const clock = () => new Date('2026-03-09T12:00:00Z')
  await audited(handler, log, clock)(asked).catch(() => undefined)
  return lines
}

test('keeps who did what and when, and what came of it', async () => {
  const [line] = await logged(async () => ({ status: 201 }))
  assert.equal(line.user + ' ' + line.operation + ' ' + line.status, 'mika POST /pantry 201')
  assert.equal(line.at, '2026-03-09T12:00:00.000Z')
})

test('logs an operation that fails, and lets it fail', async () => {
  const failing = async () => { throw new Error('no') }
  assert.deepEqual((await logged(failing)).map(({ status }) => status), [500])
  await assert.rejects(audited(failing, { write: async () => undefined })(request), /no/)
})

test('keeps no passwords', () => {
  assert.deepEqual(auditRecord(request).body, { name: 'rice', password: '[kept secret]' })
})

test('logs an operation of nobody', async () => {
  assert.deepEqual((await logged(async () => ({ status: 200 }), { method: 'GET', path: '/' }))[0].user, null)
})
`,
        },
      ],
    },
    {
      message: 'Write the audit log to PostgreSQL',
      about: 'Now the table in PostgreSQL. There is none to talk to in a demo, so the tests give it a stand-in.',
      files: [
        {
          path: 'src/audit/postgres.js',
          text: `const columns = ['at', 'user_name', 'operation', 'status', 'body']

/** An audit log in PostgreSQL, over any client that has query(text, values). */
export function postgresLog(client) {
  const places = columns.map((_, index) => '$' + (index + 1)).join(', ')
  return {
    create: () =>
      client.query(
        'CREATE TABLE IF NOT EXISTS audit (id bigserial PRIMARY KEY, at timestamptz NOT NULL, user_name text, ' +
          'operation text NOT NULL, status integer NOT NULL, body jsonb NOT NULL)',
      ),
    write: ({ at, user, operation, status, body }) =>
      client.query('INSERT INTO audit (' + columns.join(', ') + ') VALUES (' + places + ')', [
        ...[at, user, operation, status, JSON.stringify(body)],
      ]),
    recent: async (limit = 50) =>
      (await client.query('SELECT ' + columns.join(', ') + ' FROM audit ORDER BY id DESC LIMIT $1', [limit])).rows,
  }
}
`,
        },
        {
          path: 'test/audit/postgres.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postgresLog } from '../../src/audit/postgres.js'

/** A client that remembers what it was asked. */
function standIn(rows = []) {
  const asked = []
  return { asked, query: async (text, values) => asked.push({ text, values }) && { rows } }
}
const line = { at: '2026-03-09T12:00:00Z', user: 'mika', operation: 'GET /', status: 200, body: { a: 1 } }

test('makes its table once', async () => {
  const client = standIn()
  await postgresLog(client).create()
  assert.match(client.asked[0].text, /^CREATE TABLE IF NOT EXISTS audit /)
})

test('writes a line with its values apart from the statement', async () => {
  const client = standIn()
  await postgresLog(client).write({ ...line, user: "'; DROP TABLE audit" })
  assert.match(client.asked[0].text, /VALUES [(][$]1, [$]2, [$]3, [$]4, [$]5[)]$/)
  assert.equal(client.asked[0].values[1], "'; DROP TABLE audit")
})

test('keeps the body as JSON', async () => {
  const client = standIn()
  await postgresLog(client).write(line)
  assert.equal(client.asked[0].values[4], '{"a":1}')
})

test('reads the newest lines', async () => {
  const client = standIn([line])
  assert.deepEqual(await postgresLog(client).recent(), [line])
  assert.deepEqual(client.asked[0].values, [50])
})
`,
        },
      ],
    },
  ],
  lastPass: {
    message: 'Keep no keys in the audit log',
    about: 'keys, which are as secret as passwords, and operations of nobody',
    edits: [
      {
        path: 'src/audit/record.js',
        old: `const secrets = /password|secret|token/i`,
        new: `const secrets = /password|secret|token|key|authorization/i`,
      },
      {
        path: 'test/audit/record.test.js',
        old: `test('logs an operation of nobody'`,
        new: `test('keeps no keys either, however they are written', () => {
  const body = { apiKey: 'x', Authorization: 'Bearer x', amount: 2 }
  const kept = Object.values(auditRecord({ ...request, body }).body)
  assert.deepEqual(kept, ['[kept secret]', '[kept secret]', 2])
})

test('logs an operation of nobody'`,
      },
      {
        path: 'test/audit/postgres.test.js',
        old: `test('reads the newest lines'`,
        new: `test('writes a line without a user', async () => {
  const client = standIn()
  await postgresLog(client).write({ ...line, user: null })
  assert.equal(client.asked[0].values[1], null)
})

test('reads the newest lines'`,
      },
    ],
  },
  next: {
    written: '`Ctrl+\\` then `m`, `/agent list`, then `Ctrl+\\` `oauth` `Enter`, and there `What’s the status?`',
    merged: '`Ctrl+\\` then `m`, and there `Run full test suite`',
  },
}
