import { join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { FileChange } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { changesBetween } from './between.ts'
import type { Git } from './git.ts'
import { withIndexCopy } from './index-copy.ts'
import { stageAll } from './stage-all.ts'

type RestoreFault = FaultOf<'git-failed' | 'worktree-gone' | 'files-moved'>
type Wish = { path: string; snapshot: string; expected: string | null }

export async function previewRestore(
  git: Git,
  { path, snapshot }: { path: string; snapshot: string },
): Promise<Result<{ tree: string; files: FileChange[]; blocked: string[] }, RestoreFault>> {
  return withIndexCopy(
    git,
    path,
    async (copied): Promise<Result<{ tree: string; files: FileChange[]; blocked: string[] }, RestoreFault>> => {
      const staged = await stageAll(copied, path, Number.POSITIVE_INFINITY)
      if (!staged.ok) return staged
      const tree = await copied.quiet(['write-tree'])
      if (!tree.ok) return tree
      const files = await changesBetween(git, path, tree.value.trim(), snapshot)
      return files.ok ? ok({ tree: tree.value.trim(), files: files.value, blocked: [] }) : files
    },
  )
}

export async function restoreFiles(git: Git, { path, snapshot, expected }: Wish): Promise<Result<void, RestoreFault>> {
  return withIndexCopy(git, path, async (copied): Promise<Result<void, RestoreFault>> => {
    const staged = await stageAll(copied, path, Number.POSITIVE_INFINITY)
    if (!staged.ok) return staged
    const tree = await copied.quiet(['write-tree'])
    if (!tree.ok) return tree
    if (expected !== null && tree.value.trim() !== expected) return fail({ kind: 'files-moved', path })
    const files = await copied.quiet(['read-tree', '--reset', '-u', `${snapshot}^{tree}`])
    return files.ok ? ok(undefined) : files
  })
}

export async function restoreBranch(git: Git, wish: Wish & { files: boolean }): Promise<Result<void, RestoreFault>> {
  const { path, snapshot } = wish
  const restored = wish.files ? await restoreFiles(git, wish) : ok(undefined)
  if (!restored.ok) return restored
  return withIndexCopy(git, path, async ({ quiet, gitFolder }): Promise<Result<void, RestoreFault>> => {
    const moved = await quiet(['update-ref', 'HEAD', `${snapshot}^1`])
    if (!moved.ok) return moved
    const index = await quiet(['read-tree', '--reset', `${snapshot}^1`], {
      env: { GIT_INDEX_FILE: join(gitFolder, 'index') },
    })
    return index.ok ? ok(undefined) : index
  })
}
