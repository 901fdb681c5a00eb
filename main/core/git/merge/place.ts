import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { commonFolderOf } from '../git-folder.ts'

/** Where git runs to merge trees. */
export type Place = { folder: string; env: Readonly<Record<string, string>> }

type PlaceFault = FaultOf<'not-a-repository' | 'git-failed'>

/**
 * Calls `use` with a place where git reads the `.gitattributes` (merge drivers,
 * line ends) that `git merge` would read with the target checked out.
 *
 * Where it is, that is its worktree. Where it is not, `merge-tree` would read
 * those of whatever the user has checked out (git 2.39 takes them from files
 * alone), so the target's own are put into a folder for the occasion.
 */
export async function withPlace<T, F>(
  git: Git,
  at: { repository: string; targetAt: string | null; targetId: string },
  use: (place: Place) => Promise<Result<T, F>>,
): Promise<Result<T, F | PlaceFault>> {
  if (at.targetAt !== null) return use({ folder: at.targetAt, env: {} })
  const common = await commonFolderOf(at.repository)
  if (common === null) return fail({ kind: 'not-a-repository', path: at.repository })
  const folder = await mkdtemp(join(tmpdir(), 'ikigai-merge-'))
  try {
    const put = await putAttributes(git, at.repository, at.targetId, folder)
    return put.ok ? await use({ folder, env: { GIT_DIR: common, GIT_WORK_TREE: folder } }) : put
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function putAttributes(git: Git, repository: string, commit: string, folder: string) {
  const list = await git(repository, ['ls-tree', '-r', '-z', '--full-tree', commit], { encoding: 'latin1' })
  if (list.exit !== 0) return fail({ kind: 'git-failed' as const, verb: 'ls-tree', reason: reasonOf(list) })
  for (const [, id = '', path = ''] of list.stdout.matchAll(/100\d{3} blob (\w+)\t((?:[^\0]*\/)?\.gitattributes)\0/g)) {
    const blob = await git(repository, ['cat-file', 'blob', id], { encoding: 'latin1' })
    if (blob.exit !== 0) return fail({ kind: 'git-failed' as const, verb: 'cat-file', reason: reasonOf(blob) })
    const place = Buffer.from(join(Buffer.from(folder).toString('latin1'), path), 'latin1')
    await mkdir(Buffer.from(dirname(place.toString('latin1')), 'latin1'), { recursive: true })
    await writeFile(place, blob.stdout, 'latin1')
  }
  return ok(undefined)
}
