import type { SaidTurn, Script } from '../../main/core/models/demo/turn.ts'

const before = 'export function add(what) {\n  list.push({ what, done: false })\n}\n'
const after = `export function add(what) {
  if (list.some((item) => item.what === what)) return false
  list.push({ what, done: false })
  return true
}
`

const tested = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { add } from '../src/list.js'

test('refuses what is already on the list', () => {
  assert.equal(add('water the plants'), true)
  assert.equal(add('water the plants'), false)
})
`

/** A piece of work that shows what a conversation can hold. `end` holds its last words back. */
export function story(end: Promise<unknown>): Script {
  const last = `The second call now returns \`false\`.

| call | before | now |
| --- | --- | --- |
| first | nothing | \`true\` |
| again | nothing | \`false\` |

\`\`\`js
if (!add('water the plants')) console.log('It is there already.')
\`\`\`

This sentence is still being written`
  const turns: SaidTurn[] = [
    {
      text: 'I look at the list first.',
      toolCalls: [
        { name: 'read_file', arguments: { path: 'src/list.js' } },
        { name: 'search_files', arguments: { pattern: 'add\\(' } },
      ],
    },
    {
      text: 'Nothing else calls `add`, so it may return whether it did anything:',
      toolCalls: [{ name: 'edit_file', arguments: { path: 'src/list.js', old_text: before, new_text: after } }],
    },
    { toolCalls: [{ name: 'write_file', arguments: { path: 'test/list.test.js', content: tested } }] },
    { toolCalls: [{ name: 'run_command', arguments: { command: 'node --test test/list.test.js' } }] },
    { text: `${last}.`, gate: { at: last.length, opens: end } },
  ]
  return ({ messages }) =>
    turns[messages.filter(({ role }) => role === 'assistant').length] ?? { text: 'That was all.' }
}
