import { authFiles } from './demo-auth-files.ts'

/** One commit of the sample repository. */
export type Step = { message: string; date: string; files: Record<string, string> }

export const manifest = (scripts: string, version = '0.3.0') => `{
  "name": "pantry",
  "version": "${version}",
  "description": "What is in the kitchen, and what runs out.",
  "type": "module",
  "private": true,
  "scripts": ${scripts}
}
`

const readme = `# Pantry

Keeps count of what is in the kitchen and says what to buy.

    node src/cli.js add rice 2 kg
    node src/cli.js use rice 300 g
    node src/cli.js list
    node src/cli.js shopping

The list is in \`pantry.json\` in the current folder. \`npm test\` runs the tests.

## Ideas

- best-before dates, and a warning three days ahead
- recipes: what can be cooked with what is there
- share one list between two kitchens
`

const ideas = '## Ideas\n'
const inside = `## What is where

- \`src/cli.js\` is the command line
- \`src/pantry.js\` counts
- \`src/units.js\` converts
- \`src/shopping.js\` says what to buy
- \`src/auth.c\` checks the tokens of shared lists

`

const units = `const grams = { g: 1, kg: 1000 }
const millilitres = { ml: 1, l: 1000 }

/** Turns an amount into its smallest unit: 2 kg are 2000 g. */
export function toBase(amount, unit) {
  if (unit in grams) return { amount: amount * grams[unit], unit: 'g' }
  if (unit in millilitres) return { amount: amount * millilitres[unit], unit: 'ml' }
  return { amount, unit: 'pcs' }
}

/** Writes an amount the way people say it: 1.7 kg, 300 g, 6 pcs. */
export function format(amount, unit) {
  if (unit === 'g' && amount >= 1000) return \`\${amount / 1000} kg\`
  if (unit === 'ml' && amount >= 1000) return \`\${amount / 1000} l\`
  return \`\${amount} \${unit}\`
}
`

const pantry = `import { toBase } from './units.js'

/** A pantry is a plain object: the name of a thing, how much there is, and when to buy more. */
export const empty = {}

export function add(pantry, name, amount, unit) {
  const more = toBase(amount, unit)
  const there = pantry[name]
  if (there && there.unit !== more.unit) throw new Error(\`\${name} is counted in \${there.unit}\`)
  return { ...pantry, [name]: { ...there, ...more, amount: (there?.amount ?? 0) + more.amount } }
}

export function use(pantry, name, amount, unit) {
  const less = toBase(amount, unit)
  const there = pantry[name]
  if (!there) throw new Error(\`There is no \${name}\`)
  if (there.unit !== less.unit) throw new Error(\`\${name} is counted in \${there.unit}\`)
  if (there.amount < less.amount) throw new Error(\`There is not enough \${name}\`)
  return { ...pantry, [name]: { ...there, amount: there.amount - less.amount } }
}
`

const shopping = `import { format } from './units.js'

const low = { g: 250, ml: 500, pcs: 2 }

/** What runs out, emptiest first. */
export function shopping(pantry) {
  return Object.entries(pantry)
    .filter(([, { amount, unit }]) => amount < low[unit])
    .sort(([, a], [, b]) => a.amount / low[a.unit] - b.amount / low[b.unit])
    .map(([name, { amount, unit }]) => \`\${name} (\${format(amount, unit)} left)\`)
}
`

const cli = `import { readFileSync, writeFileSync } from 'node:fs'
import { add, empty, use } from './pantry.js'
import { shopping } from './shopping.js'
import { format } from './units.js'

const file = 'pantry.json'
const [command, name, amount, unit = 'pcs'] = process.argv.slice(2)

function load() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return empty
  }
}

const save = (pantry) => writeFileSync(file, \`\${JSON.stringify(pantry, null, 2)}\\n\`)

try {
  if (command === 'add') save(add(load(), name, Number(amount), unit))
  else if (command === 'use') save(use(load(), name, Number(amount), unit))
  else if (command === 'list') for (const [name, { amount, unit }] of Object.entries(load())) console.log(name, format(amount, unit))
  else if (command === 'shopping') for (const line of shopping(load())) console.log(line)
  else console.log('add NAME AMOUNT UNIT | use NAME AMOUNT UNIT | list | shopping')
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
`

const pantryTest = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { add, empty, use } from '../src/pantry.js'

test('adds up what is bought in different units', () => {
  const pantry = add(add(empty, 'rice', 2, 'kg'), 'rice', 500, 'g')
  assert.deepEqual(pantry, { rice: { amount: 2500, unit: 'g' } })
})

test('takes away what is used', () => {
  const pantry = use(add(empty, 'milk', 1, 'l'), 'milk', 300, 'ml')
  assert.equal(pantry.milk.amount, 700)
})

test('refuses to use more than there is', () => {
  assert.throws(() => use(add(empty, 'eggs', 2), 'eggs', 3), /not enough eggs/)
})
`

const refusalTests = `
test('refuses to count a thing in two units', () => {
  const pantry = add(empty, 'rice', 2, 'kg')
  assert.throws(() => add(pantry, 'rice', 1, 'l'), /rice is counted in g/)
  assert.throws(() => use(pantry, 'rice', 1, 'l'), /rice is counted in g/)
})

test('refuses to use what is not there', () => {
  assert.throws(() => use(empty, 'rice', 1, 'kg'), /There is no rice/)
})
`

const unitsTest = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format } from '../src/units.js'

test('writes amounts the way people say them', () => {
  assert.deepEqual([format(1700, 'g'), format(1500, 'ml'), format(300, 'g')], ['1.7 kg', '1.5 l', '300 g'])
})
`

const shoppingTest = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { add, empty } from '../src/pantry.js'
import { shopping } from '../src/shopping.js'

test('lists what runs out, emptiest first', () => {
  const pantry = add(add(add(empty, 'rice', 2, 'kg'), 'milk', 400, 'ml'), 'eggs', 1)
  assert.deepEqual(shopping(pantry), ['eggs (1 pcs left)', 'milk (400 ml left)'])
})
`

const noTests = manifest('{}')
const withTests = manifest('{ "test": "node --test" }')

/** A small project with a history, on which every kind of work can be shown. */
export const steps: Step[] = [
  {
    message: 'Count what is in the kitchen',
    date: '2026-03-02T09:14:00+01:00',
    files: { 'package.json': noTests, 'src/pantry.js': pantry, 'src/units.js': units, '.gitignore': 'pantry.json\n' },
  },
  {
    message: 'Test adding and using',
    date: '2026-03-02T10:40:00+01:00',
    files: { 'package.json': withTests, 'test/pantry.test.js': pantryTest },
  },
  {
    message: 'Say what to buy',
    date: '2026-03-05T18:22:00+01:00',
    files: { 'src/shopping.js': shopping, 'test/shopping.test.js': shoppingTest },
  },
  {
    message: 'Add a command line, and describe it',
    date: '2026-03-08T11:05:00+01:00',
    files: { 'src/cli.js': cli, 'README.md': readme },
  },
  { message: 'Check the tokens of shared lists', date: '2026-03-09T15:12:00+01:00', files: authFiles },
  {
    message: 'Test what is refused, and describe what is where',
    date: '2026-03-12T10:03:00+01:00',
    files: {
      'README.md': readme.replace(ideas, `${inside}${ideas}`),
      'test/pantry.test.js': `${pantryTest}${refusalTests}`,
      'test/units.test.js': unitsTest,
    },
  },
]
