import { watch } from 'node:fs'
import type { Git } from './git.ts'

/** The branch checked out in a directory, also before its first commit; null when HEAD is detached. */
export async function branchOf(git: Git, directory: string): Promise<string | null> {
  const run = await git(directory, ['symbolic-ref', '--quiet', '--short', 'HEAD'])
  return run.exit === 0 ? run.stdout.trim() : null
}

/** Calls back when HEAD of the git folder may have moved. Returns a function that ends the watching. */
export function watchHead(gitFolder: string, onMove: () => void): () => void {
  const watcher = watch(gitFolder, { persistent: false }, (_change, name) => {
    if (name === null || name === 'HEAD') onMove()
  })
  watcher.on('error', () => watcher.close()) // the folder went away; whoever reads HEAD next will say so
  return () => watcher.close()
}
