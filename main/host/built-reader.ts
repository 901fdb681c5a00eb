import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FastReads, LoadReads } from '../core/git/reads/choose-reads.ts'

/** Where `npm run nodegit` puts what it builds: beside `main` and `dist`, as seen from this file and from a bundle. */
const place = join(import.meta.dirname, '..', '..', 'nodegit', 'dist', 'reader.js')

/** A reader of git that was built for this program. Without its folder there is none, and nothing else differs. */
export function builtReader(file = place): LoadReads {
  return async () => {
    if (!existsSync(file)) return null
    try {
      const built = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { load?: unknown }
      if (typeof built.load !== 'function') return { why: `${file} is no reader; build it anew` }
      return (await built.load()) as FastReads | { why: string }
    } catch (error) {
      return { why: `it cannot be loaded: ${error instanceof Error ? error.message : String(error)}` }
    }
  }
}
