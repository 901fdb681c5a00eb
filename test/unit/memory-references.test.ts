import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedPaths } from '../../main/core/agents/attach.ts'
import { fromJson, toJson } from '../../main/core/conversation/exported.ts'
import { fromMarkdown, toMarkdown } from '../../main/core/memory/front-matter.ts'
import { checkAlias, readReference } from '../../main/core/memory/references.ts'
import { globTest } from '../../main/core/tools/globs.ts'
import { codeRanges, withoutCode } from '../../preload/protocol/code-ranges.ts'
import type { Entry } from '../../preload/protocol/entry.ts'
import { type MemoryContent, referencesIn } from '../../preload/protocol/memory.ts'

test('references are found in a text, each once, without what follows them', () => {
  expect(referencesIn('Implement WebSocket support using #mem-188 and #mem-189.')).toEqual(['188', '189'])
  expect(referencesIn('(#mem-cache/design), #mem-cache/design/ and #mem-a_b-c-!')).toEqual(['cache/design', 'a_b-c'])
  expect(referencesIn('see https://example.org/#mem-1 or x#mem-2 or ##mem-3')).toEqual([])
  expect(referencesIn('nothing here, not even #mem- alone')).toEqual([])
})

test('what stands in code refers to nothing, and names no file', () => {
  expect(referencesIn('as `#mem-1` says, #mem-2')).toEqual(['2'])
  expect(referencesIn('a ``b ` #mem-1`` c `#mem-2 d')).toEqual(['2'])
  expect(referencesIn('```c\nint x; /* #mem-1 */\n```\n#mem-2')).toEqual(['2'])
  expect(referencesIn('  ~~~~\n```\n#mem-1\n~~~\n~~~~\n#mem-2')).toEqual(['2'])
  expect(referencesIn('```\n#mem-1 and nobody ends it')).toEqual([])
  expect(referencesIn('```not a fence``` #mem-1')).toEqual(['1'])
  expect(namedPaths('see `@a.ts` and @b.ts\n```\n@c.ts\n```')).toEqual(['b.ts'])
})

test('code is found where it is put, whatever stands around it', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '#', '-', 'é', '💚'), maxLength: 20 })
  const code = fc.record({ sign: fc.constantFrom('`', '~'), length: fc.integer({ min: 3, max: 6 }), inside: plain })
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, code), { maxLength: 6 }), plain, (parts, end) => {
      const text = [
        ...parts.map(([before, { sign, length, inside }], index) => {
          const fence = sign.repeat(length)
          return `${before}\n${fence}\n${inside} #mem-in-${index} \n${fence}\n (#mem-out-${index})\n`
        }),
        end,
      ].join('')
      expect(referencesIn(text).filter((name) => /^(in|out)/.test(name))).toEqual(
        parts.map((_, index) => `out-${index}`),
      )
      expect(withoutCode(text)).toHaveLength(text.length)
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', '~', '\n', ' ', 'x', '#mem-1'), maxLength: 60 }), (text) => {
      expect(withoutCode(text)).toHaveLength(text.length)
      const ranges = codeRanges(text).flat()
      expect(ranges).toEqual(ranges.toSorted((a, b) => a - b))
    }),
  )
})

test('a filter never throws, fits what it spells out, and leaves out what it does not', () => {
  const part = fc.stringMatching(/^[a-z0-9_-]{1,8}$/)
  fc.assert(fc.property(fc.string({ unit: 'binary' }), part, (filter, alias) => void globTest(filter)(alias)))
  fc.assert(
    fc.property(part, part, part, (group, name, other) => {
      expect(globTest(`${group}/${name}`)(`${group}/${name}`)).toBe(true)
      expect(globTest(`${group}/*`)(`${group}/${name}`)).toBe(true)
      expect(globTest(`${group}/*`)(`${other}/${name}`)).toBe(other === group)
    }),
  )
})

test('what is no exported conversation is refused, whatever it is, and one that is comes in whole', () => {
  const refused = { ok: false, fault: { kind: 'conversation-unreadable' } }
  fc.assert(fc.property(fc.string(), (text) => void expect(fromJson(text, 'me')).toMatchObject(refused)))
  fc.assert(fc.property(fc.json(), (text) => void expect(fromJson(text, 'me')).toMatchObject(refused)))
  const tree = fc.array(fc.nat(), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(tree, fc.nat(), fc.boolean(), (parents, at, broken) => {
      const entries = parents.map((parent, index) => ({
        ...{ id: `e${index}`, agentId: 'x', createdAt: index, kind: 'user' as const },
        parentId: index === 0 ? null : `e${parent % index}`,
        payload: { text: `said ${index}`, files: [] },
      }))
      const head = `e${at % entries.length}`
      // a child that stands before its parent, or a second beginning
      const told = broken && entries.length > 1 ? entries.toReversed() : entries
      const read = fromJson(toJson({ agent: 'x', head, entries: told }), 'me')
      expect(read.ok).toBe(told === entries)
      if (told !== entries) return
      if (!read.ok) throw new Error('it was refused')
      const shape = (all: readonly Entry[]) =>
        all.map(({ parentId, payload }) => [all.findIndex(({ id }) => id === parentId), payload])
      expect(shape(read.value.entries)).toEqual(shape(entries))
      expect(read.value.entries.findIndex(({ id }) => id === read.value.head)).toBe(at % entries.length)
      expect(read.value.entries.every(({ agentId }) => agentId === 'me')).toBe(true)
    }),
  )
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
  const why = (front: string) => {
    const read = fromMarkdown(`---\n${front}\n---\nx`)
    return read.ok ? read.value : read.fault.why
  }
  expect(why('alias: a/b')).toBe('its front matter has no title')
  expect(why('title: x\nalias: [a, b]')).toBe('its alias is no word')
  expect(why('title: 2026\nalias:')).toEqual({ title: '2026', alias: null, content: 'x' })
  fc.assert(fc.property(fc.string(), (text) => void fromMarkdown(`---\n${text}\n---\n`)))
})
