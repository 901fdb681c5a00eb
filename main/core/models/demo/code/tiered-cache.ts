import type { Code } from './feature.ts'

/** A cache in two tiers: L1 in memory, L2 in Redis. */
export const tieredCache: Code = {
  folder: 'cache',
  parts: [
    {
      about: 'L1 first: an LRU cache in memory.',
      files: [
        {
          path: 'src/cache/lru.js',
          text: `/** Keeps so many values, and lets go of what was not asked for the longest. */
export function lru(size) {
  const values = new Map() // in the order in which they were last asked for
  return {
    get(key) {
      if (!values.has(key)) return undefined
      const value = values.get(key)
      values.delete(key)
      values.set(key, value)
      return value
    },
    set(key, value) {
      values.delete(key)
      values.set(key, value)
      if (values.size > size) values.delete(values.keys().next().value)
    },
    delete: (key) => values.delete(key),
    size: () => values.size,
  }
}
`,
        },
        {
          path: 'test/cache/lru.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lru } from '../../src/cache/lru.js'

test('keeps what it was given', () => {
  const kept = lru(2)
  kept.set('a', 1)
  assert.deepEqual([kept.get('a'), kept.get('b')], [1, undefined])
})

test('lets go of what was not asked for the longest', () => {
  const kept = lru(2)
  kept.set('a', 1)
  kept.set('b', 2)
  kept.get('a')
  kept.set('c', 3)
  assert.deepEqual([kept.get('a'), kept.get('b'), kept.get('c')], [1, undefined, 3])
})

test('never keeps more than its size', () => {
  const kept = lru(3)
  for (let n = 0; n < 100; n += 1) kept.set(n, n)
  assert.equal(kept.size(), 3)
})

test('replaces a value without letting go of another', () => {
  const kept = lru(2)
  kept.set('a', 1)
  kept.set('b', 2)
  kept.set('a', 3)
  assert.deepEqual([kept.get('a'), kept.get('b')], [3, 2])
})

test('forgets what it is told to', () => {
  const kept = lru(2)
  kept.set('a', 1)
  kept.delete('a')
  assert.equal(kept.get('a'), undefined)
})
`,
        },
      ],
    },
    {
      about: 'Now L2, and the lookup through both.',
      files: [
        {
          path: 'src/cache/tiered.js',
          text: `import { lru } from './lru.js'

/**
 * A cache in two tiers: L1 in memory, L2 in Redis, and the database behind them.
 *
 * The client needs get, set and del. Where Redis is away the database answers.
 */
export function tieredCache({ client, load, size = 1000, seconds = 300 }) {
  const l1 = lru(size)
  const counts = { l1: 0, l2: 0, database: 0 }
  const away = () => null

  async function find(key) {
    const kept = await client.get(key).catch(away)
    if (kept !== null) {
      counts.l2 += 1
      return JSON.parse(kept)
    }
    counts.database += 1
    const value = await load(key)
    await client.set(key, JSON.stringify(value), { EX: seconds }).catch(away)
    return value
  }

  return {
    async get(key) {
      const hot = l1.get(key)
      if (hot !== undefined) {
        counts.l1 += 1
        return hot
      }
      const value = await find(key)
      l1.set(key, value)
      return value
    },
    async changed(key) {
      l1.delete(key)
      await client.del(key).catch(away)
    },
    counts: () => ({ ...counts }),
  }
}
`,
        },
        {
          path: 'test/cache/tiered.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tieredCache } from '../../src/cache/tiered.js'

/** As much of a Redis client as the cache needs. */
function standIn(kept = new Map()) {
  return {
    kept,
    get: async (key) => kept.get(key) ?? null,
    set: async (key, value) => void kept.set(key, value),
    del: async (key) => void kept.delete(key),
  }
}
const load = async (key) => ({ name: key })

test('asks the database for what no tier has', async () => {
  const cache = tieredCache({ client: standIn(), load })
  assert.deepEqual(await cache.get('rice'), { name: 'rice' })
  assert.deepEqual(cache.counts(), { l1: 0, l2: 0, database: 1 })
})

test('answers from L1 what was asked for lately', async () => {
  const cache = tieredCache({ client: standIn(), load })
  await cache.get('rice')
  await cache.get('rice')
  assert.deepEqual(cache.counts(), { l1: 1, l2: 0, database: 1 })
})

test('answers from L2 what L1 has let go of', async () => {
  const cache = tieredCache({ client: standIn(), load, size: 1 })
  for (const key of ['rice', 'milk', 'rice']) await cache.get(key)
  assert.deepEqual(cache.counts(), { l1: 0, l2: 1, database: 2 })
})

test('answers from L2 what another server has put there', async () => {
  const client = standIn()
  await tieredCache({ client, load }).get('rice')
  const cache = tieredCache({ client, load })
  assert.deepEqual(await cache.get('rice'), { name: 'rice' })
  assert.equal(cache.counts().l2, 1)
})

test('forgets in both tiers what has changed', async () => {
  const client = standIn()
  const cache = tieredCache({ client, load })
  await cache.get('rice')
  await cache.changed('rice')
  assert.equal(client.kept.size, 0)
  await cache.get('rice')
  assert.equal(cache.counts().database, 2)
})

test('works without Redis while it is away', async () => {
  const away = async () => { throw new Error('away') }
  const cache = tieredCache({ client: { get: away, set: away, del: away }, load })
  assert.deepEqual(await cache.get('rice'), { name: 'rice' })
  await cache.changed('rice')
})
`,
        },
      ],
    },
  ],
}
