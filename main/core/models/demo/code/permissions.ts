import type { Code } from './feature.ts'

/** Who may do what: from memory for the users of the moment, from the database for the others. */
export const permissions: Code = {
  folder: 'permissions',
  parts: [
    {
      about: 'First the LRU cache.',
      files: [
        {
          path: 'src/permissions/lru.js',
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
          path: 'test/permissions/lru.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lru } from '../../src/permissions/lru.js'

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
      about: 'Now the lookup over it, with the database behind.',
      files: [
        {
          path: 'src/permissions/permissions.js',
          text: `import { lru } from './lru.js'

/** Answers who may do what: from memory for the users of the moment, from the database for the others. */
export function permissions({ load, size = 1000 }) {
  const hot = lru(size)
  const counts = { cached: 0, loaded: 0 }

  async function of(user) {
    const known = hot.get(user)
    counts[known ? 'cached' : 'loaded'] += 1
    if (known) return known
    const allowed = new Set(await load(user))
    hot.set(user, allowed)
    return allowed
  }

  return {
    may: async (user, what) => (await of(user)).has(what),
    /** To be called where a user's permissions have changed. */
    changed: (user) => hot.delete(user),
    counts: () => ({ ...counts }),
  }
}
`,
        },
        {
          path: 'test/permissions/permissions.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permissions } from '../../src/permissions/permissions.js'

/** A database of three users that counts how often it is asked. */
function database() {
  const rows = { mika: ['read', 'write'], robin: ['read'], alex: [] }
  const asked = []
  return { rows, asked, load: async (user) => asked.push(user) && (rows[user] ?? []) }
}

test('says what a user may do, and what not', async () => {
  const known = permissions(database())
  assert.deepEqual([await known.may('mika', 'write'), await known.may('robin', 'write')], [true, false])
})

test('asks the database once for a user who comes again', async () => {
  const rows = database()
  const known = permissions(rows)
  await known.may('mika', 'read')
  await known.may('mika', 'write')
  assert.deepEqual(rows.asked, ['mika'])
})

test('asks again for a user who made room for others', async () => {
  const rows = database()
  const known = permissions({ ...rows, size: 1 })
  for (const user of ['mika', 'robin', 'mika']) await known.may(user, 'read')
  assert.deepEqual(rows.asked, ['mika', 'robin', 'mika'])
})

test('forgets a user whose permissions have changed', async () => {
  const rows = database()
  const known = permissions(rows)
  await known.may('robin', 'write')
  rows.rows.robin = ['read', 'write']
  known.changed('robin')
  assert.equal(await known.may('robin', 'write'), true)
})

test('allows nothing to a user whom nobody knows', async () => {
  assert.equal(await permissions(database()).may('nobody', 'read'), false)
})

test('counts what came from memory and what did not', async () => {
  const known = permissions(database())
  for (const user of ['mika', 'mika', 'robin']) await known.may(user, 'read')
  assert.deepEqual(known.counts(), { cached: 1, loaded: 2 })
})

test('keeps nothing of a user whom the database failed to answer for', async () => {
  let fails = true
  const known = permissions({ load: async () => (fails ? Promise.reject(new Error('away')) : ['read']) })
  await assert.rejects(known.may('mika', 'read'), /away/)
  fails = false
  assert.equal(await known.may('mika', 'read'), true)
})
`,
        },
      ],
    },
  ],
}
