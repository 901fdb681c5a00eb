import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Takes one object away from a repository, as a damaged disk would. */
export function loseObject(repository: string, id: string): void {
  const objects = join(repository, '.git/objects')
  const names = readdirSync(join(objects, 'pack'))
  const packs = names.filter((name) => name.endsWith('.pack')).map((name) => readFileSync(join(objects, 'pack', name)))
  for (const name of names) rmSync(join(objects, 'pack', name))
  for (const input of packs) execFileSync('git', ['unpack-objects', '-q'], { cwd: repository, input })
  rmSync(join(objects, id.slice(0, 2), id.slice(2)))
}
