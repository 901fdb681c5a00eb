import { expect, test } from 'vitest'
import type { Entry } from '../../preload/protocol/entry.ts'
import { patchLines } from '../../renderer/conversation/patch.ts'
import { rowsOf } from '../../renderer/conversation/rows.ts'
import {
  count,
  dollars,
  duration,
  lastLines,
  outcomeParts,
  partsOf,
  plainOutput,
} from '../../renderer/conversation/words.ts'

const base = { agentId: 'a', parentId: null }
const call = (id: string) => ({ id, name: 'x', arguments: '{}', display: { verb: 'run', subject: id } })
const assistant = (id: string, calls: string[], text = ''): Entry => ({
  ...base,
  id,
  createdAt: 1,
  kind: 'assistant',
  payload: { text, reasoning: '', toolCalls: calls.map(call), model: 'm', usage: null, end: 'complete', items: [] },
})
const result = (id: string, callId: string, createdAt = 5): Entry => ({
  ...base,
  id,
  createdAt,
  kind: 'tool_result',
  payload: { callId, outcome: 'ok', content: '', summary: '', detail: null },
})
const short = (entries: Entry[]) =>
  rowsOf(entries, {}).map((row) =>
    row.kind === 'call' ? `call ${row.key} ${row.result?.id ?? '-'}` : `${row.kind} ${row.key}`,
  )

test('a call and its result are one row, and a reply that only calls makes none', () => {
  expect(short([assistant('b', ['c', 'd'], 'I look.'), result('r', 'c'), assistant('e', ['f'])])).toEqual([
    'assistant b',
    'call b/0 r',
    'call b/1 -',
    'call e/0 -',
  ])
})

test('ids of calls that come again belong to the newest call', () => {
  expect(short([assistant('b', ['c']), result('r', 'c'), assistant('d', ['c']), result('s', 'c')])).toEqual([
    'call b/0 r',
    'call d/0 s',
  ])
})

test('a result whose call is not loaded stands alone', () => {
  expect(short([result('r', 'c')])).toEqual(['result r'])
})

test('a call waits until the one before it has its result', () => {
  const turns = (entries: Entry[]) => rowsOf(entries, {}).map((row) => row.kind === 'call' && [row.turn, row.since])
  expect(turns([assistant('b', ['c', 'd'])])).toEqual([
    ['next', 1],
    ['waits', 1],
  ])
  expect(turns([assistant('b', ['c', 'd']), result('r', 'c', 9)])[1]).toEqual(['next', 9])
})

test('a call that the conversation went on without never has its turn', () => {
  const rows = rowsOf([assistant('b', ['c']), assistant('d', [], 'On I go.')], {})
  expect(rows[0]).toMatchObject({ kind: 'call', turn: 'never' })
})

test('the reply that ends a run says what the whole run used', () => {
  const usage = { input: 10, cachedInput: 0, output: 1, cost: 0.5 }
  const used = (entry: Entry): Entry =>
    entry.kind === 'assistant' ? { ...entry, payload: { ...entry.payload, usage } } : entry
  const rows = rowsOf([used(assistant('b', ['c'], 'I look.')), result('r', 'c'), used(assistant('d', [], 'Done.'))], {})
  expect(rows.map((row) => row.kind === 'assistant' && row.spent)).toEqual([
    null,
    false,
    { input: 20, cachedInput: 0, output: 2, cost: 1 },
  ])
})

test('a finished reply keeps the row it was written in', () => {
  expect(rowsOf([assistant('b', [], 'Done.')], { b: 'r1' })[0]?.key).toBe('r1')
})

test('a document is a row, and a message that names it knows which version was at hand', () => {
  const pulled = (id: string, number: number, alias: string | null, version: number): Entry => ({
    ...base,
    id,
    createdAt: 1,
    kind: 'memory',
    payload: { number, alias, version, title: 'Plan', content: '' },
  })
  const said = (id: string, text: string): Entry => ({
    ...base,
    id,
    createdAt: 1,
    kind: 'user',
    payload: { text, files: [] },
  })
  const entries = [
    pulled('a', 1, 'x/y', 1),
    said('b', 'Use #mem-x/y'),
    pulled('c', 1, 'x/y', 2),
    said('d', 'Again #mem-1'),
    said('e', 'And on.'),
  ]
  expect(short(entries)).toEqual(['memory a', 'user b', 'memory c', 'user d', 'user e'])
  const known = rowsOf(entries, {}).flatMap((row) => (row.kind === 'user' ? [row.pulled] : []))
  const at = (version: number) => ({ 1: { number: 1, version }, 'x/y': { number: 1, version } })
  expect(known).toEqual([at(1), at(2), {}])
})

test('a unified diff is read with its line numbers', () => {
  const patch = '--- a/x\n+++ b/x\n@@ -3,2 +3,2 @@ function f() {\n same\n-old\n+new\n\\ No newline at end of file\n'
  expect(patchLines(patch)).toEqual([
    { sign: '@', text: 'function f() {' },
    { sign: ' ', old: 3, new: 3, text: 'same' },
    { sign: '-', old: 4, text: 'old' },
    { sign: '+', new: 4, text: 'new' },
  ])
  expect(patchLines('')).toEqual([])
})

test('a removed line that begins with two dashes is no header', () => {
  expect(patchLines('@@ -1 +1 @@\n--- x\n+++ y').slice(1)).toEqual([
    { sign: '-', old: 1, text: '-- x' },
    { sign: '+', new: 1, text: '++ y' },
  ])
})

test('a file that became a link is two changes, whose headers are no lines', () => {
  const link = 'diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+target\n'
  expect(patchLines(`@@ -1 +0,0 @@\n-text\n${link}`).filter(({ sign }) => sign !== '@')).toEqual([
    { sign: '-', old: 1, text: 'text' },
    { sign: '+', new: 1, text: 'target' },
  ])
})

test('output loses its colours and lines that were written over', () => {
  expect(plainOutput('\u001b[32mok\u001b[0m\r\n10%\r50%\r100%\ndone\r')).toBe('ok\n100%\ndone\r')
  expect(lastLines('a\nb\nc\n\n', 2)).toBe('b\nc')
})

test('numbers are short', () => {
  expect([count(842), count(18_420), count(400_000), count(1_200_000), count(999_999)]).toEqual([
    '842',
    '18.4k',
    '400k',
    '1.2M',
    '1M',
  ])
  expect([duration(4200), duration(125_000), dollars(0), dollars(0.004), dollars(1.5)]).toEqual([
    '4 s',
    '2 min 05 s',
    '$0',
    '<$0.01',
    '$1.50',
  ])
})

test('a message is parted into code, memory, files and the rest', () => {
  expect(partsOf('x#mem-1 #mem-a/b- @')).toEqual([
    { kind: 'text', text: 'x#mem-1 ' },
    { kind: 'memory', text: '#mem-a/b' },
    { kind: 'text', text: '- @' },
  ])
  expect(partsOf('see #mem-188 and @src/a.ts.\n```ts\nx\n```\nme@example.com')).toEqual([
    { kind: 'text', text: 'see ' },
    { kind: 'memory', text: '#mem-188' },
    { kind: 'text', text: ' and ' },
    { kind: 'file', text: '@src/a.ts' },
    { kind: 'text', text: '.\n' },
    { kind: 'code', text: 'x' },
    { kind: 'text', text: 'me@example.com' },
  ])
})

test('additions and removals are found in an outcome', () => {
  expect(outcomeParts('+24 −3')).toEqual([
    { kind: 'added', text: '+24' },
    { kind: 'plain', text: ' ' },
    { kind: 'removed', text: '−3' },
  ])
  expect(outcomeParts('+8 −0')).toEqual([
    { kind: 'added', text: '+8' },
    { kind: 'plain', text: ' −0' },
  ])
  expect(outcomeParts('exit 1 · 2.1 s')).toEqual([{ kind: 'plain', text: 'exit 1 · 2.1 s' }])
})
