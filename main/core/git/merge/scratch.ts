import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { commonFolderOf } from '../git-folder.ts'
import { processesInside } from '../processes.ts'
import { removeFolder } from '../remove-folder.ts'

/** A worktree of its own, that nobody else sees. */
export type Scratch = {
  /** Top of its files. */
  worktree: string
  /** Its HEAD, index and the like. */
  gitFolder: string
}

const prefix = 'merge-'

/** Deletes the scratch worktrees that an app which was killed has left. */
export async function sweepScratch(repository: string): Promise<void> {
  const common = await commonFolderOf(repository)
  if (common === null) return
  const parent = join(common, 'ikigai')
  for (const name of await readdir(parent).catch(() => [])) {
    const folder = join(parent, name)
    if (name.startsWith(prefix) && (await processesInside(folder)).length === 0) await removeFolder(folder)
  }
}

/**
 * Checks a tree out into a scratch worktree and calls `use`; afterwards it is
 * gone, whatever happened.
 *
 * HEAD is on `branch`, as if it were checked out there: a hook that asks for
 * the branch gets the right answer, and one that writes into the worktree
 * writes into nobody's. git does not list it (it is not under `worktrees/`), so
 * the branch may be checked out elsewhere at the same time. It lies inside the
 * repository's own git folder, from where Node still finds the main worktree's
 * `node_modules`. Files kept in LFS are left as pointers.
 */
export async function withScratch<T, F>(
  git: Git,
  at: { common: string; branch: string; tree: string },
  use: (scratch: Scratch) => Promise<Result<T, F>>,
): Promise<Result<T, F | FaultOf<'git-failed'>>> {
  const parent = join(at.common, 'ikigai')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, prefix))
  try {
    const scratch = { worktree: join(folder, 'tree'), gitFolder: join(folder, 'git') }
    await mkdir(scratch.worktree)
    await mkdir(scratch.gitFolder)
    await writeFile(join(scratch.gitFolder, 'HEAD'), `ref: refs/heads/${at.branch}\n`)
    await writeFile(join(scratch.gitFolder, 'commondir'), `${at.common}\n`)
    await writeFile(join(scratch.worktree, '.git'), `gitdir: ${scratch.gitFolder}\n`)
    const run = await git(scratch.worktree, ['read-tree', '--reset', '-u', '--no-recurse-submodules', at.tree], {
      env: { GIT_LFS_SKIP_SMUDGE: '1' },
    })
    if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'read-tree', reason: reasonOf(run) })
    return await use(scratch)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
