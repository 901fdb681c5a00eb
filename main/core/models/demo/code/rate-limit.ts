import type { Feature } from './feature.ts'

/** A limit on requests, counted in Redis. */
export const rateLimit: Feature = {
  folder: 'rate-limit',
  title: 'Rate limiting',
  agent: 'rate-limit',
  asked: /\bimplement\b.*\brate limit/,
  areas: ['Redis backend', 'Middleware'],
  complete: 'Complete.',
  parts: [
    {
      message: 'Count requests in Redis',
      about:
        'First the store: one counter for each caller and window, in Redis. There is no Redis to talk to in a demo, so the tests give it a stand-in.',
      files: [
        {
          path: 'src/rate-limit/redis-store.js',
          text: `/** Counts requests in Redis, so that all servers count together. The client needs incr, expire and ttl. */
export function redisStore(client, { prefix = 'rate-limit:' } = {}) {
  return {
    /** Counts one more. Answers with how many there were in this window, and in how many seconds it ends. */
    async count(who, windowSeconds) {
      const key = prefix + who
      const count = await client.incr(key)
      if (count === 1) await client.expire(key, windowSeconds)
      return { count, endsIn: await client.ttl(key) }
    },
  }
}
`,
        },
        {
          path: 'test/rate-limit/redis-store.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redisStore } from '../../src/rate-limit/redis-store.js'

/** As much of a Redis client as the store needs, with a clock that a test moves. */
function standIn() {
  const keys = new Map()
  let now = 0
  const alive = (key) => (keys.get(key)?.ends ?? Infinity) > now ? keys.get(key) : undefined
  return {
    keys,
    wait: (seconds) => { now += seconds },
    incr: async (key) => {
      const entry = alive(key) ?? { count: 0, ends: Infinity }
      keys.set(key, entry)
      entry.count += 1
      return entry.count
    },
    expire: async (key, seconds) => { keys.get(key).ends = now + seconds },
    ttl: async (key) => (keys.get(key).ends === Infinity ? -1 : keys.get(key).ends - now),
  }
}

test('counts what one caller asks', async () => {
  const store = redisStore(standIn())
  await store.count('a', 60)
  assert.equal((await store.count('a', 60)).count, 2)
})

test('counts callers apart', async () => {
  const store = redisStore(standIn())
  await store.count('a', 60)
  assert.equal((await store.count('b', 60)).count, 1)
})

test('begins anew when the window is over', async () => {
  const client = standIn()
  const store = redisStore(client)
  await store.count('a', 60)
  client.wait(61)
  assert.equal((await store.count('a', 60)).count, 1)
})

test('says when the window ends, and a request does not lengthen it', async () => {
  const client = standIn()
  const store = redisStore(client)
  await store.count('a', 60)
  client.wait(20)
  assert.equal((await store.count('a', 60)).endsIn, 40)
})

test('keeps its keys under a prefix', async () => {
  const client = standIn()
  await redisStore(client, { prefix: 'x:' }).count('a', 60)
  assert.deepEqual([...client.keys.keys()], ['x:a'])
})
`,
        },
      ],
    },
    {
      message: 'Answer 429 above the limit',
      about: 'Now the middleware that answers 429.',
      files: [
        {
          path: 'src/rate-limit/middleware.js',
          text: `const address = (request) => request.socket.remoteAddress

/** Answers 429 to whoever asks more than so many times in a window. */
export function rateLimit({ store, most = 60, windowSeconds = 60, who = address }) {
  return async (request, response, next) => {
    const counted = await store.count(who(request), windowSeconds)
    response.setHeader('ratelimit-remaining', Math.max(0, most - counted.count))
    if (counted.count <= most) return next()
    return response.writeHead(429, { 'retry-after': counted.endsIn }).end()
  }
}
`,
        },
        {
          path: 'test/rate-limit/middleware.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rateLimit } from '../../src/rate-limit/middleware.js'

/** Sends a request through a limit of two, as the one that the store counts. */
async function send(count, options = {}) {
  const seen = { status: 200, headers: {}, passed: false, who: null }
  const store = { count: async (who) => ({ ...Object.assign(seen, { who }), count, endsIn: 42 }) }
  const response = {
    setHeader: (name, value) => { seen.headers[name] = value },
    writeHead: (status, headers) => {
      Object.assign(seen, { status, headers: { ...seen.headers, ...headers } })
      return { end() {} }
    },
  }
  const request = { socket: { remoteAddress: '10.0.0.1' }, user: 'mika' }
  await rateLimit({ store, most: 2, ...options })(request, response, () => { seen.passed = true })
  return seen
}

test('lets requests within the limit through', async () => assert.equal((await send(2)).passed, true))

test('answers 429 to the one above it', async () => {
  const { status, passed } = await send(3)
  assert.deepEqual({ status, passed }, { status: 429, passed: false })
})

test('says when to come again', async () => assert.equal((await send(3)).headers['retry-after'], 42))

test('says how many are left', async () => {
  assert.deepEqual(
    [(await send(1)).headers['ratelimit-remaining'], (await send(9)).headers['ratelimit-remaining']],
    [1, 0],
  )
})

test('counts by address, or as it is told', async () => {
  assert.equal((await send(1)).who, '10.0.0.1')
  assert.equal((await send(1, { who: (request) => request.user })).who, 'mika')
})
`,
        },
      ],
      readme: {
        after: '- `src/cli.js` is the command line',
        line: '- `src/rate-limit/` answers 429 to whoever asks too often',
      },
    },
  ],
  lastPass: {
    message: 'Let requests through while Redis is away',
    about: 'what happens while Redis is away, and to a counter that was left without an end',
    edits: [
      {
        path: 'src/rate-limit/redis-store.js',
        old: `      if (count === 1) await client.expire(key, windowSeconds)
      return { count, endsIn: await client.ttl(key) }`,
        new: `      const endsIn = await client.ttl(key)
      // a server that went down between the two calls left a counter without an end
      if (endsIn >= 0) return { count, endsIn }
      await client.expire(key, windowSeconds)
      return { count, endsIn: windowSeconds }`,
      },
      {
        path: 'test/rate-limit/redis-store.test.js',
        old: `test('keeps its keys under a prefix'`,
        new: `test('gives an end to a counter that was left without one', async () => {
  const client = standIn()
  await client.incr('rate-limit:a')
  assert.deepEqual(await redisStore(client).count('a', 60), { count: 2, endsIn: 60 })
  assert.equal(await client.ttl('rate-limit:a'), 60)
})

test('keeps its keys under a prefix'`,
      },
      {
        path: 'src/rate-limit/middleware.js',
        old: `    const counted = await store.count(who(request), windowSeconds)
`,
        new: `    const counted = await store.count(who(request), windowSeconds).catch(() => null)
    // without Redis nobody is counted, and nobody is turned away
    if (counted === null) return next()
`,
      },
      {
        path: 'test/rate-limit/middleware.test.js',
        old: `test('counts by address, or as it is told'`,
        new: `test('lets everybody through while Redis is away', async () => {
  const store = { count: async () => { throw new Error('away') } }
  assert.equal((await send(9, { store })).passed, true)
})

test('counts by address, or as it is told'`,
      },
    ],
  },
  next: {
    written:
      '`Ctrl+\\` then `m`, `/agent new audit-log --worktree`, and there `Implement audit logging for all API operations.`',
    merged: '`Ctrl+\\` `audit` `Enter`, and there `Status?`',
  },
}
