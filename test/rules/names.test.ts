import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { code, paths, type Source, sources } from './sources.ts'

const empty = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'manager',
  'service',
  'services',
  'misc',
  'common',
  'data',
  'info',
])

const words = (path: string) =>
  posix
    .basename(path)
    .replace(/\..*$/, '')
    .split(/-|(?<=[a-z0-9])(?=[A-Z])/)
    .map((word) => word.toLowerCase())

const sayNothing = (all: string[]) => all.filter((path) => words(path).some((word) => empty.has(word)))

const barrels = (files: Source[]) =>
  files
    .filter(({ path }) => /(^|\/)index\.tsx?$/.test(path))
    .filter(({ text }) => /^export\b[^'"]*\bfrom\s*['"]/m.test(text))
    .map(({ path }) => path)

test('every file is named by what it does', () => {
  expect(sayNothing(paths().filter((path) => code.test(path)))).toEqual([])
})

test('no index file passes on the exports of others', () => {
  expect(barrels(sources(code))).toEqual([])
})

test('an empty name and a barrel are found', () => {
  const bad = ['main/core/git/utils.ts', 'main/agent-manager.ts', 'renderer/ui/ThemeService.tsx', 'x/HelperText.tsx']
  expect(sayNothing([...bad, 'main/core/git/snapshot.ts'])).toEqual(bad)
  const index = 'renderer/ui/index.ts'
  expect(barrels([{ path: index, text: "export * from './Button.tsx'" }])).toEqual([index])
  expect(barrels([{ path: index, text: "import { run } from './run.ts'\nrun()" }])).toEqual([])
})
