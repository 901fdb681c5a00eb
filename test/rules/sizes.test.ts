import { expect, test } from 'vitest'
import { type Source, sources } from './sources.ts'

const wall = 300

/** Files above the wall. This list may only shrink, and no comment in a file lifts the wall. */
const exceptions: string[] = []

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n').length

function tooLong(files: Source[]): string[] {
  return files
    .filter(({ path, text }) => linesOf(text) > wall && !exceptions.includes(path))
    .map(({ path, text }) => `${path} has ${linesOf(text)} lines`)
}

test(`no file is longer than ${wall} lines`, () => {
  expect(tooLong(sources(/\.(ts|tsx|css|mjs|js)$/))).toEqual([])
})

test('a file one line above the wall is found, and one at the wall is not', () => {
  const lines = (n: number) => 'x\n'.repeat(n)
  expect(tooLong([{ path: 'a.ts', text: `// exempt\n${lines(wall)}` }])).toEqual(['a.ts has 301 lines'])
  expect(tooLong([{ path: 'a.ts', text: lines(wall) }])).toEqual([])
})
