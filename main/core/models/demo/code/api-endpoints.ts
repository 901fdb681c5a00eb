/** An endpoint of the sample repository's API that is still to come: what is changed in `src/api.js`, and its test. */
export type Endpoint = { route: string; edits: { old: string; new: string }[]; testPath: string; test: string }

const testHead = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer } from '../src/api.js'
import { add, empty } from '../src/pantry.js'

const pantry = add(empty, 'rice', 200, 'g')
`

const adding = "  'POST /pantry/add': change('add'),\n"
const listing = "  'GET /pantry':"
const imports = "import * as pantries from './pantry.js'\n"

/** In the order in which they are made. */
export const endpointsToCome: readonly Endpoint[] = [
  {
    route: 'POST /pantry/use',
    edits: [{ old: adding, new: `${adding}  'POST /pantry/use': change('use'),\n` }],
    testPath: 'test/api-use.test.js',
    test: `${testHead}const used = (amount) => answer(pantry, { method: 'POST', path: '/pantry/use', body: { name: 'rice', amount, unit: 'g' } })

test('takes away what was used', () => assert.equal(used(50).pantry.rice.amount, 150))

test('refuses to use more than there is, and changes nothing', () => {
  const { status, pantry: after } = used(500)
  assert.deepEqual({ status, after }, { status: 409, after: pantry })
})
`,
  },
  {
    route: 'GET /shopping',
    edits: [
      { old: imports, new: `${imports}import { shopping } from './shopping.js'\n` },
      {
        old: listing,
        new: `  'GET /shopping': (pantry) => ({ status: 200, pantry, body: shopping(pantry) }),\n${listing}`,
      },
    ],
    testPath: 'test/api-shopping.test.js',
    test: `${testHead}
test('says what to buy', () => {
  assert.deepEqual(answer(pantry, { method: 'GET', path: '/shopping' }).body, ['rice (200 g left)'])
})
`,
  },
]
