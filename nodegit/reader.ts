import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { FastReads } from '../main/core/git/reads/choose-reads.ts'
import type { Nodegit } from './binding.ts'
import { nodegitReads } from './reads.ts'

/** What the app loads: bundled as `dist/reader.js`, beside `node_modules` with the compiled nodegit. */
const folder = import.meta.dirname
const failed = join(folder, 'failed')

/** nodegit as the reader of what it answers rightly, all of it faster than git (ARCHITECTURE), or why it is not used. */
export function load(): FastReads | { why: string } {
  if (existsSync(failed)) {
    return { why: `nodegit failed (${readFileSync(failed, 'utf8').trim()}); 'npm run nodegit' takes it up again` }
  }
  try {
    // it is CommonJS, and compiled for one version of Node's binary interface
    const nodegit = createRequire(import.meta.url)('nodegit') as Nodegit
    return {
      name: 'nodegit',
      reads: nodegitReads(nodegit),
      giveUp: (reason) => writeFileSync(failed, `${reason}\n`),
    }
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { why: `nodegit cannot be loaded (${reason}); 'npm run nodegit' builds it for this program` }
  }
}
