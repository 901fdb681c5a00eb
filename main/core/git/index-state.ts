import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import { type Copied, copyIndex, type Quiet } from './index-copy.ts'
import { dropEntries } from './stage-all.ts'

/** Makes a commit of a tree, unsigned; no branch points to it. */
export async function commitTree(
  quiet: Quiet,
  tree: string,
  parents: readonly string[],
  message: string,
): Promise<Result<string, FaultOf<'git-failed'>>> {
  const behind = parents.flatMap((parent) => ['-p', parent])
  const run = await quiet(
    ['-c', 'i18n.commitEncoding=UTF-8', 'commit-tree', '--no-gpg-sign', tree, ...behind, '-F', '-'],
    {
      stdin: message,
      encoding: 'utf8',
    },
  )
  return run.ok ? ok(run.value.trim()) : run
}

/** What was staged as a commit, without the entries that are in conflict; null: nothing was. */
export async function indexCommit(copied: Copied): Promise<Result<string | null, FaultOf<'git-failed'>>> {
  const { head, lines } = copied.report
  if (head !== null && !lines.some((line) => line.kind !== 'untracked' && line.staged !== '.')) return ok(null)
  const tree = await stagedTree(copied)
  return tree.ok ? commitTree(copied.quiet, tree.value, head === null ? [] : [head], 'What was staged') : tree
}

async function stagedTree(copied: Copied): Promise<Result<string, FaultOf<'git-failed'>>> {
  const { quiet, index, report } = copied
  const unmerged = report.lines.filter(({ kind }) => kind === 'unmerged')
  const own = { env: { GIT_INDEX_FILE: unmerged.length > 0 ? `${index}-staged` : index } }
  if (unmerged.length > 0) {
    await copyIndex(index, own.env.GIT_INDEX_FILE)
    const there: Quiet = (args, options) => quiet(args, { ...options, ...own })
    const cleared = await dropEntries(
      there,
      unmerged.map(({ path }) => path),
    )
    if (!cleared.ok) return cleared
  }
  const tree = await quiet(['write-tree'], own)
  return tree.ok ? ok(tree.value.trim()) : tree
}

/**
 * The state of a merge as a commit; null where none is under way. Its tree has
 * the sides of each conflict as `stage-1/…` to `stage-3/…`, its parents are
 * what is being merged, and its message is the one prepared for the merge.
 */
export async function mergeCommit({
  quiet,
  index,
  gitFolder,
  report,
}: Copied): Promise<Result<string | null, FaultOf<'git-failed'>>> {
  const heads = (await readFile(join(gitFolder, 'MERGE_HEAD'), 'utf8').catch(() => '')).split('\n').filter(Boolean)
  const isConflict = report.lines.some(({ kind }) => kind === 'unmerged')
  if (heads.length === 0 && !isConflict) return ok(null)
  const listed = await quiet(['ls-files', '--unmerged', '-z'])
  if (!listed.ok) return listed
  const sides = listed.value.split('\0').flatMap((record) => {
    const [, mode, id, stage, path] = /^(\d+) (\w+) (\d)\t(.*)$/s.exec(record) ?? []
    return mode === undefined ? [] : [`${mode} ${id} 0\tstage-${stage}/${path}\0`]
  })
  const own = { env: { GIT_INDEX_FILE: `${index}-sides` } }
  const written = await quiet(['update-index', '-z', '--index-info'], { ...own, stdin: sides.join('') })
  if (!written.ok) return written
  const tree = await quiet(['write-tree'], own)
  if (!tree.ok) return tree
  const message = await readFile(join(gitFolder, 'MERGE_MSG'), 'utf8').catch(() => '')
  return commitTree(quiet, tree.value.trim(), heads, message)
}
