import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type LogLevel } from 'vite'
import { withLock } from './build-lock.ts'
import { root } from './root.ts'
import { isStale, stamp, targets } from './targets.ts'

/** Builds what is named, where it is stale, one after the other. `--force` builds it all the same. */
async function buildAll(names: string[], force: boolean, logLevel: LogLevel): Promise<void> {
  process.chdir(root)
  const wanted = targets.filter(({ name }) => names.length === 0 || names.includes(name))
  await withLock(join(root, 'dist', '.building'), async () => {
    for (const target of wanted) {
      if (!force && !isStale(root, target)) continue
      // taken before: what changes during the build makes it stale again
      const { path, content } = stamp(root, target)
      await build({ configFile: join(root, target.config), logLevel })
      writeFileSync(path, content)
    }
  })
}

const args = process.argv.slice(2)
const quiet = args.includes('--quiet')
try {
  await buildAll(
    args.filter((name) => !name.startsWith('--')),
    args.includes('--force'),
    quiet ? 'error' : 'info',
  )
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
