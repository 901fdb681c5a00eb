import { globSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Source = { path: string; text: string }

export const root = fileURLToPath(new URL('../../', import.meta.url))

const made = new Set(['node_modules', 'dist', 'release', 'test-results', 'playwright-report', '.git', '.cache'])

/** Paths of the files that people write here, from the root, with forward slashes. */
export function paths(): string[] {
  return globSync('**/*', { cwd: root, exclude: (path) => path.split(/[\\/]/).some((part) => made.has(part)) })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path !== 'package-lock.json' && statSync(root + path).isFile())
    .toSorted()
}

/** Those of them with one of these endings, read. */
export function sources(endings: RegExp): Source[] {
  return paths()
    .filter((path) => endings.test(path))
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
}

export const code = /\.(ts|tsx|mjs|js)$/
