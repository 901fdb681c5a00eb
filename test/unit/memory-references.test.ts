import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromMarkdown, toMarkdown } from '../../main/core/memory/front-matter.ts'
import { checkAlias, readReference } from '../../main/core/memory/references.ts'
import { type MemoryContent, referencesIn } from '../../preload/protocol/memory.ts'

test('references are found in a text, each once, without what follows them', () => {
  expect(referencesIn('Implement WebSocket support using #mem-188 and #mem-189.')).toEqual(['188', '189'])
  expect(referencesIn('(#mem-cache/design), #mem-cache/design/ and #mem-a_b-c-!')).toEqual(['cache/design', 'a_b-c'])
  expect(referencesIn('see https://example.org/#mem-1 or x#mem-2 or ##mem-3')).toEqual([])
  expect(referencesIn('nothing here, not even #mem- alone')).toEqual([])
})

test('a reference is a number or an alias, however it is written', () => {
  expect(['#mem-187', 'mem-187', '187'].map(readReference)).toEqual(Array(3).fill({ number: 187 }))
  expect(['#mem-a/b', 'a/b'].map(readReference)).toEqual(Array(2).fill({ alias: 'a/b' }))
})

test('aliases that cannot be are refused, and every alias that is taken is found again in a text', () => {
  for (const bad of ['', '12', 'a b', 'a//b', '/a', 'a/', '-a', 'ä', 'x'.repeat(65), 'a\nb', '#mem-', '.']) {
    expect(checkAlias(bad), bad).toMatchObject({ ok: false, fault: { kind: 'bad-alias' } })
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 70, unit: 'binary' }), (wish) => {
      const alias = checkAlias(wish)
      if (!alias.ok) return
      expect(referencesIn(`say #mem-${alias.value}.`)).toEqual([alias.value])
      expect(readReference(`#mem-${alias.value}`)).toEqual({ alias: alias.value })
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9_/-]{1,64}$/), (wish) => {
      const alias = checkAlias(wish)
      if (alias.ok) expect(referencesIn(`(#mem-${alias.value})`)).toEqual([alias.value])
    }),
  )
})

const content = (title: string, text: string, alias: string | null): MemoryContent => {
  const version = { version: 3, title, author: 'main', at: 0, branch: 'main', commit: null, length: text.length }
  return {
    document: { number: 7, alias, title, version: 3, author: 'main', at: 0, length: text.length },
    version,
    content: text,
    versions: [version],
    usedBy: [],
    references: [],
  }
}

test('a document that is exported comes back with title, alias and content', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (title, text) => {
      const back = fromMarkdown(toMarkdown(content(title, text, 'a/b')))
      expect(back).toEqual({ ok: true, value: { title, alias: 'a/b', content: text } })
    }),
  )
})

test('files that are none are refused in a sentence, whatever is in them', () => {
  for (const bad of [
    '',
    '# Title',
    '---\ntitle: x\n',
    '---\n- a\n---\n',
    '---\ntitle: [1]\n---\n',
    '---\n{{{\n---\nx',
  ]) {
    expect(fromMarkdown(bad), bad).toMatchObject({ ok: false, fault: { kind: 'memory-unreadable' } })
  }
  fc.assert(fc.property(fc.string(), (text) => void fromMarkdown(`---\n${text}\n---\n`)))
})
