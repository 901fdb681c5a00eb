import { rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gitsIn } from './live-gits.ts'
import { processesWithOpen } from './processes.ts'

/** Clocks of files run a little behind. */
const slackMs = 2000

type Dead = {
  worktree: string
  gitFolder: string
  common: string
  branch: string
  /** When the git that was killed was about to be started, in milliseconds since 1970. */
  since: number
  /** How far it had come: it had written files but not its index, or its index but not the branch. */
  reached: 'files' | 'index' | 'unknown'
}

/**
 * Removes the locks that a killed git has left where it worked; answers with
 * the first that has to stay, or null.
 *
 * A lock is removed only where it is certain that nobody alive has it. It is
 * not older than the killed git, and either that one must have died holding it,
 * for nobody else could have taken it since, or no other git runs there.
 */
export async function removeDeadLocks(dead: Dead): Promise<string | null> {
  const { gitFolder, common, branch, reached } = dead
  const locks: [path: string, held: boolean][] = [
    [join(gitFolder, 'index.lock'), reached === 'files'],
    [join(gitFolder, 'HEAD.lock'), false],
    [join(gitFolder, 'ORIG_HEAD.lock'), false],
    [join(common, 'refs', 'heads', `${branch}.lock`), false],
  ]
  for (const [lock, held] of locks) {
    const made = await stat(lock).catch(() => null)
    if (made === null) continue
    if (made.mtimeMs < dead.since - slackMs || !(held || (await isAlone(dead, lock)))) return lock
    await rm(lock, { force: true })
  }
  return null
}

async function isAlone({ worktree, common }: Dead, lock: string): Promise<boolean> {
  const gits = await gitsIn([worktree, dirname(common), common])
  return gits !== null && gits.length === 0 && (await processesWithOpen(lock)).length === 0
}
