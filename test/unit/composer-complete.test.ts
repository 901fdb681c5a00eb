import { expect, test } from 'vitest'
import { fileOffers, type Known, offersFor, typingAt } from '../../renderer/composer/complete.ts'

const known: Known = {
  commands: [
    { name: 'agent new', usage: '/agent new [name] [--worktree] [--branch=B]', summary: 'Start an agent' },
    { name: 'agent list', usage: '/agent list', summary: 'List the agents' },
    { name: 'clear', usage: '/clear', summary: 'Begin a new session' },
    { name: 'help', usage: '/help [command]', summary: 'Explain a command' },
  ],
  agents: ['oauth-impl', 'rate-limit'],
  closed: ['websocket-research'],
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

test('files keep the order of the host', () => {
  expect(fileOffers(['b/token.ts', 'a/token.ts'], 'tok').map(({ insert }) => insert)).toEqual([
    '@b/token.ts ',
    '@a/token.ts ',
  ])
})
