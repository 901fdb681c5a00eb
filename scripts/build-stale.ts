import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { withoutSecrets } from '../main/host/environment.ts'
import { root } from './root.ts'
import { isStale, targets } from './targets.ts'

/**
 * Builds what is missing or stale among the named targets, in a process of its
 * own, so that the builder's memory goes with it. Whether that worked.
 */
export async function buildStale(names: string[]): Promise<boolean> {
  const stale = targets.filter((target) => names.includes(target.name) && isStale(root, target))
  if (stale.length === 0) return true
  const builder = join(root, 'scripts', 'build.ts')
  const child = spawn(process.execPath, [builder, '--quiet', ...stale.map(({ name }) => name)], {
    cwd: root,
    env: withoutSecrets(process.env),
    stdio: ['ignore', 2, 2],
  })
  const [code] = await once(child, 'exit')
  return code === 0
}
