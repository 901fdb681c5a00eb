import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { FileChange } from '../../../preload/protocol/git.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import { withWorkingState } from './capture/captured.ts'
import { readable } from './capture/signature.ts'
import { lineArguments } from './changes-between.ts'
import type { Git } from './git.ts'
import { parseChanges } from './merge/file-changes.ts'
import { quietGit } from './quiet-git.ts'
import { comingBeside, planRestore } from './restore/plan.ts'
import type { Step } from './restore/step.ts'
import type { RestoreWish } from './restore-files.ts'

/** What restoring the files of a snapshot would do. */
export type RestorePreview = {
  /** The tree of the working files as they are, by which a restore knows that they still are. */
  tree: string
  /** From now to the snapshot. A moved file goes at one path and comes at another. */
  files: FileChange[]
  /** Files that no snapshot has and that would be overwritten: with one of them, nothing is restored. */
  blocked: string[]
}

/** Looks at what `restoreFiles` would change. No file, index or ref changes; the present files are stored as objects. */
export async function previewRestore(
  git: Git,
  { path, snapshot, largest }: RestoreWish,
): Promise<Result<RestorePreview, FaultOf<'git-failed' | 'worktree-gone' | 'snapshot-missing'>>> {
  const { beside, coming: read } = comingBeside(git, path, snapshot)
  return withWorkingState(git, path, { largest, beside }, async (captured): Promise<Result<RestorePreview, Fault>> => {
    const coming = await read()
    if (!coming.ok) return coming
    const planned = await planRestore(git, captured, coming.value)
    if (!planned.ok) return planned
    const { tree, steps, blocked } = planned.value
    const quiet = quietGit(git, path, 'none')
    const run = steps.length > 0 ? await quiet(['diff-tree', '-r', ...lineArguments, tree, coming.value.tree]) : ok('')
    if (!run.ok) return run
    const lines = new Map(parseChanges(run.value).map((change) => [change.path, change]))
    const files = steps.map((step) => changeOf(step, lines.get(step.path)))
    return ok({ tree, files, blocked: blocked.map(readable) })
  })
}

type Fault = FaultOf<'git-failed' | 'snapshot-missing'>

function changeOf({ path, now, then }: Step, lines: FileChange | undefined): FileChange {
  const isSameKind = (now?.mode === '120000') === (then?.mode === '120000')
  const status = now === null ? 'A' : then === null ? 'D' : isSameKind ? 'M' : 'T'
  return { path: readable(path), status, from: null, added: lines?.added ?? null, removed: lines?.removed ?? null }
}
