import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { placeIn } from '../byte-paths.ts'
import { type Git, reasonOf } from '../git.ts'

/**
 * Writes files of a commit into a folder, as a checkout of that commit would:
 * with its own `.gitattributes`, filters and line ends, whatever the worktree
 * has at this moment. Answers where each of them lies; one that a filter refuses
 * to write is missing there.
 */
export async function checkOutAside(
  git: Git,
  at: { gitFolder: string; commit: string; paths: readonly string[]; folder: string },
): Promise<Result<(path: string) => Buffer, FaultOf<'git-failed'>>> {
  const tree = join(at.folder, 'tree')
  await mkdir(tree, { recursive: true })
  const env = { GIT_DIR: at.gitFolder, GIT_WORK_TREE: tree, GIT_INDEX_FILE: join(at.folder, 'index') }
  const quiet = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.sparseCheckout=false', '-c', 'submodule.recurse=false']
  const read = await git(tree, [...quiet, 'read-tree', at.commit], { env })
  if (read.exit !== 0) return fail({ kind: 'git-failed', verb: 'read-tree', reason: reasonOf(read) })
  await git(tree, [...quiet, 'checkout-index', '--force', '-z', '--stdin'], {
    env,
    encoding: 'latin1',
    stdin: at.paths.join('\0'),
  })
  return ok((path) => placeIn(tree, path))
}
