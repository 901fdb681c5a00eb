import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { Quiet } from './quiet-git.ts'
import type { TreeEntry } from './status-lines.ts'

/** A path that two trees have differently. `path` is latin1, byte for byte; null: nothing is there. */
export type TreeChange = { path: string; before: TreeEntry | null; after: TreeEntry | null }

/** What differs from one tree to another, a moved file as one that goes and one that comes. */
export async function treeChanges(
  quiet: Quiet,
  before: string,
  after: string,
): Promise<Result<TreeChange[], FaultOf<'git-failed'>>> {
  const run = await quiet(['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', before, after])
  if (!run.ok) return run
  // git-diff(1), raw output format
  const records = run.value.matchAll(/:(\d+) (\d+) (\w+) (\w+) \w\0([^\0]*)\0/g)
  return ok(
    [...records].map(([, modeBefore = '', modeAfter = '', idBefore = '', idAfter = '', path = '']) => ({
      path,
      before: entryOf(modeBefore, idBefore),
      after: entryOf(modeAfter, idAfter),
    })),
  )
}

const entryOf = (mode: string, id: string): TreeEntry | null => (mode === '000000' ? null : { mode, id })
