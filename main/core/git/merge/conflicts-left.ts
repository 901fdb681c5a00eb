import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from '../git.ts'

/**
 * The files that a merge left in conflict and that still have its markers in
 * them. `git add` would take such a file for resolved. Markers may be longer
 * than they mostly are (gitattributes(5), `conflict-marker-size`).
 */
export async function conflictsLeft(git: Git, folder: string): Promise<string[]> {
  const run = await git(folder, ['diff', '--name-only', '--diff-filter=U', '-z', '--no-ext-diff'], {
    encoding: 'latin1',
  })
  const left: string[] = []
  for (const path of new Set(run.stdout.split('\0').filter((name) => name !== ''))) {
    const place = Buffer.from(join(Buffer.from(folder).toString('latin1'), path), 'latin1')
    const content = await readFile(place, 'latin1').catch(() => '') // gone, or a link: no markers
    if (/^<{7,} /m.test(content) && /^>{7,} /m.test(content)) left.push(Buffer.from(path, 'latin1').toString())
  }
  return left
}
