import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitCommands, typedWords } from '../../main/core/commands/parse.ts'
import { understand } from '../../main/core/commands/run-line.ts'

const quoted = (word: string) => `"${word.replaceAll(/["\\]/g, (char) => `\\${char}`)}"`

describe('splitting a line into commands', () => {
  test('gives quoted words back whole, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 1 }), { minLength: 1 }), (commands) => {
        const line = commands.map((words) => words.map(quoted).join(' ')).join(' && ')
        expect(splitCommands(line)).toEqual({ ok: true, value: commands })
      }),
    )
  })

  test('reads words back that it wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
        expect(splitCommands(typedWords(words))).toEqual({ ok: true, value: [words] })
      }),
    )
  })

  test('splits at && outside quotes and nowhere else', () => {
    expect(splitCommands(`/a "x && y" && /b 'c"d' e\\f`)).toEqual({
      ok: true,
      value: [
        ['/a', 'x && y'],
        ['/b', 'c"d', 'e\\f'],
      ],
    })
  })

  test('keeps an empty quoted word', () => {
    expect(splitCommands(`/mark ""`)).toEqual({ ok: true, value: [['/mark', '']] })
  })

  test('names a quote that is not closed', () => {
    expect(splitCommands(`/mark "half`)).toEqual({ ok: false, fault: { quote: '"' } })
  })
})

describe('understanding a line', () => {
  test('finds the longest command', () => {
    const chain = understand('/agent new x && /agent list')
    expect(chain.ok && chain.value.map(({ command, words }) => [command.name, words])).toEqual([
      ['agent new', ['x']],
      ['agent list', []],
    ])
  })

  const memory = ['memory list', 'memory show', 'memory merge', 'memory alias', 'memory delete']
  test.each([
    ['/frobnicate', { kind: 'unknown-command', name: 'frobnicate', near: [] }],
    ['/hlp', { kind: 'unknown-command', name: 'hlp', near: ['help'] }],
    ['/memory lst', { kind: 'unknown-command', name: 'memory lst', near: ['memory list'] }],
    ['/memory', { kind: 'unknown-command', name: 'memory', near: memory }],
    ['/memory frobnicate', { kind: 'unknown-command', name: 'memory frobnicate', near: memory }],
    ['/agent new a b', { kind: 'bad-argument', command: 'agent new' }],
    ['/agent rename', { kind: 'bad-argument', command: 'agent rename', reason: 'something is missing' }],
    ['/history --limt=3', { kind: 'bad-argument', command: 'history', reason: "Unknown option '--limt'" }],
    ['/help && ls', { kind: 'bad-input', what: "a command begins with a slash, and 'ls' does not" }],
    ['/help &&', { kind: 'bad-input' }],
    ['/agent rename "x', { kind: 'bad-input', what: 'a quote " is not closed' }],
  ])('refuses %s with one clear fault', (line, fault) => {
    expect(understand(line)).toMatchObject({ ok: false, fault })
  })

  test.each([
    ['/send other use --force', ['other', 'use --force']],
    ['/send other don\'t \n  say  "why"', ['other', 'don\'t \n  say  "why"']],
    ['/send "the other" \'tis mine, isn\'t it?', ['the other', "'tis mine, isn't it?"]],
    ['/send other "a && b"', ['other', 'a && b']],
    ['/send other run "a && b" twice', ['other', 'run "a && b" twice']],
    ['/send other "one" and "two"', ['other', '"one" and "two"']],
    ['/search -x "half', ['-x "half']],
    ['/search', []],
  ])('takes the text of %s as it stands', (line, words) => {
    const chain = understand(line)
    expect(chain.ok && chain.value).toMatchObject([{ words, typed: line }])
  })

  test.each(["don't", "'tis", 'say "half', '5" and 6"', 'a &b', 'say "a && b" too'])(
    'ends the text %s at &&',
    (text) => {
      const chain = understand(`/send other ${text} && /mark done`)
      expect(chain.ok && chain.value.map(({ words }) => words)).toEqual([['other', text], ['done']])
    },
  )

  test.each(['/send other', '/send', '/send other ""', '/send other && /mark'])('refuses %s without a text', (line) => {
    expect(understand(line)).toMatchObject({ fault: { kind: 'bad-argument', reason: 'something is missing' } })
  })

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        understand(`/${line}`)
      }),
    )
  })
})
