import { manifest, type Step } from './demo-files.ts'

const api = `const routes = {
  'GET /pantry': (pantry) => ({ status: 200, pantry, body: pantry }),
}

/** Answers a request. The pantry as it is afterwards is part of the answer. */
export function answer(pantry, { method, path, body = {} }) {
  const route = routes[method + ' ' + path]
  return route ? route(pantry, body) : { status: 404, pantry, body: { error: 'There is nothing here.' } }
}
`

const apiWithAdding = `import * as pantries from './pantry.js'

/** A change of the pantry, or why it cannot be made. */
const change = (verb) => (pantry, { name, amount, unit }) => {
  try {
    const after = pantries[verb](pantry, name, amount, unit)
    return { status: 200, pantry: after, body: after }
  } catch (error) {
    return { status: 409, pantry, body: { error: error.message } }
  }
}

const routes = {
  'GET /pantry': (pantry) => ({ status: 200, pantry, body: pantry }),
  'POST /pantry/add': change('add'),
}

/** Answers a request. The pantry as it is afterwards is part of the answer. */
export function answer(pantry, { method, path, body = {} }) {
  const route = routes[method + ' ' + path]
  return route ? route(pantry, body) : { status: 404, pantry, body: { error: 'There is nothing here.' } }
}
`

const apiTest = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer } from '../src/api.js'
import { add, empty } from '../src/pantry.js'

const pantry = add(empty, 'rice', 200, 'g')

test('lists the pantry', () => {
  assert.deepEqual(answer(pantry, { method: 'GET', path: '/pantry' }).body, { rice: { amount: 200, unit: 'g' } })
})

test('says where there is nothing', () => {
  assert.equal(answer(pantry, { method: 'GET', path: '/cellar' }).status, 404)
})
`

const apiTestWithAdding = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer } from '../src/api.js'
import { add, empty } from '../src/pantry.js'

const pantry = add(empty, 'rice', 200, 'g')

test('lists the pantry', () => {
  assert.deepEqual(answer(pantry, { method: 'GET', path: '/pantry' }).body, { rice: { amount: 200, unit: 'g' } })
})

test('says where there is nothing', () => {
  assert.equal(answer(pantry, { method: 'GET', path: '/cellar' }).status, 404)
})

const bought = (body) => answer(pantry, { method: 'POST', path: '/pantry/add', body })

test('adds what was bought', () => {
  assert.equal(bought({ name: 'rice', amount: 1, unit: 'kg' }).pantry.rice.amount, 1200)
})

test('refuses what cannot be added, and changes nothing', () => {
  const { status, pantry: after } = bought({ name: 'rice', amount: 1, unit: 'l' })
  assert.deepEqual({ status, after }, { status: 409, after: pantry })
})
`

/** Another branch of the sample repository: from which commit of main, by its message, and what is on it. */
export type Branch = { name: string; from: string; steps: Step[] }

/** The branches that the story 'Bug Fix on Multiple Branches' works on. */
export const branches: Branch[] = [
  {
    name: 'release-1.0',
    from: 'Check the tokens of shared lists',
    steps: [
      {
        message: 'Release 1.0',
        date: '2026-03-10T16:30:00+01:00',
        files: { 'package.json': manifest('{ "test": "node --test" }', '1.0.0') },
      },
    ],
  },
  {
    name: 'feature-api',
    from: 'Test what is refused, and describe what is where',
    steps: [
      {
        message: 'Begin the API: list the pantry',
        date: '2026-03-14T09:20:00+01:00',
        files: { 'src/api.js': api, 'test/api.test.js': apiTest },
      },
      {
        message: 'Add to the pantry over the API',
        date: '2026-03-14T14:45:00+01:00',
        files: { 'src/api.js': apiWithAdding, 'test/api.test.js': apiTestWithAdding },
      },
    ],
  },
]
