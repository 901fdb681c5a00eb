import { expect, test } from 'vitest'
import { fileOffers, type Known, memoryOffers, offersFor, typingAt } from '../../renderer/composer/complete.ts'

const written = { version: 1, author: null, at: 0, length: 0 }
const memory = [
  { number: 189, alias: null, title: 'The plan', ...written },
  { number: 188, alias: 'websocket/research', title: 'Libraries in C', ...written },
]
const known: Known = {
  commands: [
    { name: 'agent new', usage: '/agent new [name] [--worktree] [--branch=B]', summary: 'Start an agent' },
    { name: 'agent list', usage: '/agent list', summary: 'List the agents' },
    { name: 'clear', usage: '/clear', summary: 'Begin a new session' },
    { name: 'help', usage: '/help [command]', summary: 'Explain a command' },
  ],
  agents: ['oauth-impl', 'rate-limit'],
  closed: ['websocket-research'],
  memory,
}
const inserts = (typed: string) => offersFor(typed, known).map(({ insert }) => insert)

test('a command is completed at the start of the text and after &&, and nowhere else', () => {
  expect(typingAt('/ag', 3)).toEqual({ kind: 'command', from: 0, to: 3, typed: '/ag' })
  expect(typingAt('/clear && /he', 13)).toEqual({ kind: 'command', from: 10, to: 13, typed: '/he' })
  expect([typingAt('see /etc', 8), typingAt('a', 1), typingAt('/clear\nmore', 11)]).toEqual([null, null, null])
})

test('a file is completed behind an @ that begins a word', () => {
  expect(typingAt('look at @src/a', 14)).toEqual({ kind: 'file', from: 8, to: 14, typed: 'src/a' })
  expect(typingAt('/help @src', 10)?.kind).toBe('file')
  expect(typingAt('me@example', 10)).toBeNull()
})

test('what is replaced ends at the cursor, not at the end of the text', () => {
  expect(typingAt('@src and more', 4)).toEqual({ kind: 'file', from: 0, to: 4, typed: 'src' })
})

test('a lone slash offers every command as it is listed', () => {
  expect(inserts('/')).toEqual(['/agent new ', '/agent list', '/clear', '/help '])
})

test('commands are found fuzzily, with what was typed marked', () => {
  const [first] = offersFor('/cle', known)
  expect(first?.insert).toBe('/clear')
  expect(first?.pieces.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['cle'])
})

test('after /agent come the other agents and the commands that go on', () => {
  expect(inserts('/agent ')).toEqual(['/agent oauth-impl', '/agent rate-limit', '/agent new ', '/agent list'])
  expect(inserts('/agent merge ra')).toEqual(['/agent merge rate-limit'])
  expect(inserts('/agent restore ')).toEqual(['/agent restore websocket-research'])
  expect(inserts('/send oa')).toEqual(['/send oauth-impl '])
})

test('flags come from the usage, once each', () => {
  expect(inserts('/agent new x --')).toEqual(['/agent new x --worktree ', '/agent new x --branch='])
  expect(inserts('/agent new x --worktree --')).toEqual(['/agent new x --worktree --branch='])
})

test('a command that has its words is not offered again', () => {
  expect(inserts('/agent new oauth')).toEqual([])
  expect(inserts('/clear ')).toEqual([])
})

test('a memory document is completed behind a # that begins a word, in a message and in a command', () => {
  expect(typingAt('Use #mem-web', 12)).toEqual({ kind: 'memory', from: 4, to: 12, typed: 'mem-web' })
  expect(typingAt('(#', 2)).toEqual({ kind: 'memory', from: 1, to: 2, typed: '' })
  expect(typingAt('/memory show #mem-1', 19)?.kind).toBe('memory')
  expect([typingAt('# Heading', 9), typingAt('a#b', 3), typingAt('##', 2)]).toEqual([null, null, null])
})

test('memory documents are offered by number, alias and title, and inserted by alias', () => {
  const offered = (typed: string) => memoryOffers(memory, typed).map(({ insert }) => insert)
  expect(['', 'me', 'mem-'].map(offered)).toEqual(Array(3).fill(['#mem-189 ', '#mem-websocket/research ']))
  expect(['188', 'mem-188', 'mem-websocket/r', 'libraries'].map(offered)).toEqual(
    Array(4).fill(['#mem-websocket/research ']),
  )
  expect(memoryOffers(memory, 'mem-189')[0]).toMatchObject({
    pieces: [
      { text: '#mem-', hit: false },
      { text: '189', hit: true },
    ],
    note: 'The plan',
  })
})

test('the commands about memory are completed with documents', () => {
  expect(inserts('/memory show ')).toEqual(['/memory show 189', '/memory show websocket/research'])
  expect(inserts('/memory merge web')).toEqual(['/memory merge websocket/research'])
  expect(inserts('/memory delete 189')).toEqual(['/memory delete 189'])
  expect(inserts('/memory alias pl')).toEqual(['/memory alias 189 '])
  expect(inserts('/memory list ')).toEqual([])
})

test('files keep the order of the host', () => {
  expect(fileOffers(['b/token.ts', 'a/token.ts'], 'tok').map(({ insert }) => insert)).toEqual([
    '@b/token.ts ',
    '@a/token.ts ',
  ])
})
