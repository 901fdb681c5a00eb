import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { runGit } from '../../helpers/temporary.ts'

/** Every file with its kind, mode and content. Paths are latin1, byte for byte. */
export function filesAt(top: string): Record<string, string> {
  const files: Record<string, string> = {}
  const walk = (directory: Buffer) => {
    for (const name of readdirSync(directory, { encoding: 'buffer' })) {
      const place = Buffer.concat([directory, Buffer.from('/'), name])
      const found = lstatSync(place)
      const shown = place.subarray(top.length + 1).toString('latin1')
      if (shown === '.git') continue
      if (found.isDirectory()) walk(place)
      else if (found.isSymbolicLink()) files[shown] = `link to ${readlinkSync(place, 'latin1')}`
      else files[shown] = `${found.mode & 0o100 ? 'program' : 'file'} ${readFileSync(place, 'latin1')}`
    }
  }
  walk(Buffer.from(top))
  return files
}

/** Every file, the index entry by entry, and what git makes of both. */
export function stateOf(top: string) {
  const files = filesAt(top)
  const index = runGit(top, 'ls-files', '--stage', '-z')
  return { files, index, status: runGit(top, 'status', '--porcelain=v2', '-z', '--untracked-files=all') }
}

/** What a snapshot must leave as it is. */
export function untouchedBySnapshots(path: string) {
  const refs = runGit(path, 'for-each-ref', '--format=%(refname) %(objectname)')
  return {
    refs: refs.split('\n').filter((line) => !line.startsWith('refs/ikigai/')),
    head: readFileSync(join(path, '.git/HEAD'), 'utf8'),
    index: readFileSync(join(path, '.git/index'), 'latin1'),
    stash: runGit(path, 'stash', 'list'),
  }
}
