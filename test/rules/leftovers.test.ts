import { expect, test } from 'vitest'
import { type Source, sources } from './sources.ts'

/** What must not stay behind in a file that is handed over. Spelt so that this file does not find itself. */
const leftovers: { what: string; form: RegExp }[] = [
  { what: 'a note to do something later', form: /\b(?:TO|FIX)(?:DO|ME)\b|\bXX[X]\b/ },
  { what: 'a test that runs alone', form: /\b(?:test|it|describe|suite)\.onl[y]\b/ },
  { what: 'a skipped test without a reason', form: /\b(?:test|it|describe)\.ski[p]\(\s*\)/ },
  { what: 'a type error that is ignored', form: /@ts-(?:ignor[e]|nochec[k])/ },
  { what: 'an expected type error without a reason', form: /@ts-expect-erro[r]\s*(?:\*\/|$)/m },
  {
    what: 'an ignored lint rule without a reason',
    form: /biome-ignor[e](?:(?!:).)*(?::\s*(?:<[^>]*>|\S{0,8})\s*(?:\*\/.*)?)?$/m,
  },
  { what: "somebody's own folder", form: /(?:\/(?:home|Users)\/|[A-Z]:\\Users\\)(?!you\b)[a-z]\w+|\/roo[t]\// },
]

function found(files: Source[]): string[] {
  return files.flatMap(({ path, text }) =>
    leftovers.filter(({ form }) => form.test(text)).map(({ what }) => `${path}: ${what}`),
  )
}

test('nothing is left behind in the sources and documents', () => {
  expect(found(sources(/\.(ts|tsx|css|mjs|js|html|md|json|ya?ml)$|\.ci\/run$/))).toEqual([])
})

test.each([
  ['// TO' + 'DO: later'],
  ['test.onl' + "y('x', () => {})"],
  ['test.ski' + 'p()'],
  ['// @ts-ignor' + 'e'],
  ['// @ts-expect-erro' + 'r\nx()'],
  ['// biome-ignor' + 'e lint/a/b: <explanation>\nx()'],
  ['// biome-ignor' + 'e lint/a/b\nx()'],
  ['/* biome-ignor' + 'e lint/a/b: so */\nx()'],
  ["open('/hom" + "e/jane/work')"],
])('finds %j', (text) => {
  expect(found([{ path: 'a.ts', text }])).toHaveLength(1)
})

test('lets through what has its reason', () => {
  const text =
    '// biome-ignor' + 'e lint/a/b: the parser wants it so\n// @ts-expect-erro' + 'r a bad input on purpose\n'
  expect(found([{ path: 'a.ts', text }])).toEqual([])
})
