import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Place } from '../capture/place.ts'
import { commitIn } from '../capture/read-snapshot.ts'
import type { Git } from '../git.ts'
import { copyIndex } from '../index-copy.ts'
import { restoreIndex } from '../merge/restore-index.ts'
import { type Quiet, quietGit } from '../quiet-git.ts'

export type NewIndex = {
  /** What is staged from now on, as a tree or a commit. */
  tree: string
  /** A snapshot's commit of a merge: its conflicts, and what is being merged; null: none. */
  merge: string | null
}

/** How the folders begin in which an index is made. */
export const indexScratch = 'index-'

/**
 * Gives a worktree another index. It is made beside the user's, takes its place
 * by git's own rules, and nothing is done where somebody else is staging.
 *
 * `meanwhile` runs when the lock is held and all else is ready; where it fails,
 * the index stays as it was.
 */
export async function putIndex<F = never>(
  git: Git,
  place: Place,
  wish: NewIndex,
  meanwhile?: () => Promise<Result<void, F>>,
): Promise<Result<void, F | FaultOf<'git-failed' | 'lock-held'>>> {
  const scratch = await mkdtemp(join(place.folder, indexScratch))
  try {
    const made = join(scratch, 'index')
    await copyIndex(join(place.gitFolder, 'index'), made)
    const quiet = quietGit(git, place.path, made)
    const reset = await quiet(['read-tree', '--reset', wish.tree])
    if (!reset.ok) return reset
    const merge = wish.merge === null ? ok(null) : await stageConflicts(quiet, wish.merge)
    if (!merge.ok) return merge
    // it only takes the times of files over, and fails to say that some differ
    await quiet(['update-index', '-q', '--refresh'])
    const put = await restoreIndex(place.gitFolder, made, meanwhile)
    if (put.ok && merge.value !== null) await beginMerge(place, merge.value)
    return put
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

type Merge = { heads: string[]; message: string }

/** Puts the sides of each conflict into the index, and answers with what is being merged. */
async function stageConflicts(quiet: Quiet, merge: string): Promise<Result<Merge, FaultOf<'git-failed'>>> {
  const listed = await quiet(['ls-tree', '-r', '-z', '--full-tree', merge])
  if (!listed.ok) return listed
  const entries = listed.value.split('\0').flatMap((record) => {
    const [, mode, id, stage, name] = /^(\d+) \w+ (\w+)\tstage-(\d)\/(.*)$/s.exec(record) ?? []
    return mode === undefined ? [] : [`${mode} ${id} ${stage}\t${name}\0`]
  })
  const put = await quiet(['update-index', '-z', '--index-info'], { stdin: entries.join('') })
  if (!put.ok) return put
  const commit = await quiet(['cat-file', 'commit', merge], { encoding: 'utf8' })
  if (!commit.ok) return commit
  const { parents, message } = commitIn(commit.value)
  return ok({ heads: parents, message })
}

/** What git itself leaves for whoever ends the merge (gitrepository-layout(5)). */
async function beginMerge({ gitFolder }: Place, { heads, message }: Merge): Promise<void> {
  if (heads.length === 0) return
  await writeFile(join(gitFolder, 'MERGE_MSG'), message)
  await writeFile(join(gitFolder, 'MERGE_MODE'), '')
  await writeFile(join(gitFolder, 'MERGE_HEAD'), heads.map((head) => `${head}\n`).join(''))
}
