import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root } from './sources.ts'

type Package = {
  scripts?: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

const read = (path: string) => readFileSync(root + path, 'utf8')
const documents = ['README.md', 'ARCHITECTURE.md']
const ownFolders = /^(?:main|preload|renderer|test|scripts|assets|\.ci)\//
const ownFiles = /^[\w-]+(?:\.[\w-]+)*\.(?:json|ya?ml|ts)$/

/** Paths of this repository that a document names: in backticks, or as the target of a link. */
function pathsIn(text: string): string[] {
  const prose = text.replace(/^```.*?^```/gms, '')
  const ticked = [...prose.matchAll(/`([^`\s]+)`/g)].map(([, span = '']) => span.replace(/[:#]\d.*$/, ''))
  const linked = [...prose.matchAll(/\]\((?!https?:|#|mailto:)([^)\s]+)\)/g)].map(([, to = '']) =>
    to.replace(/#.*$/, ''),
  )
  const named = ticked.filter((span) => /^[\w./@-]+$/.test(span) && (ownFolders.test(span) || ownFiles.test(span)))
  return [...new Set([...named, ...linked])]
}

const missing = (text: string) => pathsIn(text).filter((path) => !existsSync(root + path))

function unknownScripts(text: string, scripts: Record<string, string>): string[] {
  const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].map(
    ([, run, plain]) => run ?? plain ?? '',
  )
  return [...new Set(named)].filter((name) => !(name in scripts))
}

/** The packages of the table under the heading 'Dependencies': the names in the first column. */
function tabled(text: string): string[] {
  const section = text.split(/^#+ /m).find((part) => /^dependencies\b/i.test(part)) ?? ''
  const [, , ...rows] = [...section.matchAll(/^\|([^|]*)\|/gm)].map(([, cell = '']) => cell)
  return rows.flatMap((cell) => cell.replaceAll('`', '').split(',')).map((name) => name.trim())
}

const installed = (from: Package) =>
  [...Object.keys(from.dependencies), ...Object.keys(from.devDependencies)].toSorted()

const manifest = JSON.parse(read('package.json')) as Package

test.each(documents)('every path that %s names exists', (document) => {
  expect(missing(read(document))).toEqual([])
})

test.each(documents)('every npm script that %s names exists', (document) => {
  expect(unknownScripts(read(document), manifest.scripts ?? {})).toEqual([])
})

test("ARCHITECTURE's table of dependencies is package.json's", () => {
  expect(tabled(read('ARCHITECTURE.md')).toSorted()).toEqual(installed(manifest))
})

test('a path, a script and a dependency that are not there are found', () => {
  const text = 'See `main/core/gone.ts`, `package.json`, `git/merge`, `AGENTS.md` and [that](docs/gone.md).'
  expect(missing(text)).toEqual(['main/core/gone.ts', 'docs/gone.md'])
  expect(unknownScripts('`npm run gone`, then npm test', { test: 'x' })).toEqual(['gone'])
  const table = '| name | why |\n| --- | --- |\n| a, `@b/c` | x |\n'
  expect(tabled(`## Words\n| no | x |\n## Dependencies\n${table}`)).toEqual(['a', '@b/c'])
})
