import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'
import { withIndexCopy } from './index-copy.ts'
import { type ParentKind, parentsKey } from './snapshot.ts'
import { stageAll } from './stage-all.ts'

export type RestoreWish = {
  /** Top of a worktree whose HEAD is at the snapshot's `head`. */
  path: string
  /** The snapshot's object id, or its ref. */
  snapshot: string
}

export type RestoreFault = FaultOf<'git-failed' | 'worktree-gone' | 'snapshot-missing'>

/**
 * Brings files, index and a merge under way back to what a snapshot holds.
 *
 * What is there instead is overwritten: snapshot it first. Files that git
 * ignores stay, unless the snapshot has one of their names. HEAD is not moved.
 */
export async function restoreSnapshot(git: Git, { path, snapshot }: RestoreWish): Promise<Result<void, RestoreFault>> {
  const found = await readSnapshot(git, path, snapshot)
  if (!found.ok) return found
  const { tree, index, merge } = found.value
  return withIndexCopy(git, path, async (copied): Promise<Result<void, RestoreFault>> => {
    // git removes what it knows of: first it gets to know of everything
    const staged = await stageAll(copied, path, Number.POSITIVE_INFINITY)
    if (!staged.ok) return staged
    const files = await copied.quiet(['read-tree', '--reset', '-u', tree])
    if (!files.ok) return files

    const real = { env: { GIT_INDEX_FILE: join(copied.gitFolder, 'index') } }
    const reset = await copied.quiet(['read-tree', '--reset', index ?? tree], real)
    if (!reset.ok) return reset
    const conflicts = merge === null ? ok(undefined) : await restoreMerge(git, path, copied.gitFolder, merge)
    if (!conflicts.ok) return conflicts
    // it only takes the times of files over, and fails to say that some differ
    await copied.quiet(['update-index', '-q', '--refresh'], real)
    return ok(undefined)
  })
}

type Found = { tree: string; index: string | null; merge: string | null }

/** What a snapshot's commit says of itself; of a commit that is none, only its tree is restored. */
async function readSnapshot(git: Git, path: string, snapshot: string): Promise<Result<Found, RestoreFault>> {
  const commit = await readCommit(git, path, snapshot)
  if (commit === null) return fail({ kind: 'snapshot-missing', snapshot })
  const kinds = new RegExp(`\\n${parentsKey}: (.*)\\n?$`).exec(commit.message)?.[1]?.split(' ') ?? []
  const parentOf = (kind: ParentKind) => commit.parents[kinds.indexOf(kind)] ?? null
  // where nothing was staged, the index was as HEAD
  return ok({ tree: commit.tree, index: parentOf('index') ?? parentOf('head'), merge: parentOf('merge') })
}

type Commit = { tree: string; parents: string[]; message: string }

async function readCommit(git: Git, path: string, id: string): Promise<Commit | null> {
  const run = await git(path, ['cat-file', 'commit', id])
  if (run.exit !== 0) return null
  const split = run.stdout.indexOf('\n\n')
  const header = run.stdout.slice(0, split).split('\n')
  const valuesOf = (key: string) => header.flatMap((line) => (line.startsWith(key) ? [line.slice(key.length)] : []))
  const [tree = ''] = valuesOf('tree ')
  return { tree, parents: valuesOf('parent '), message: run.stdout.slice(split + 2) }
}

/** Puts the sides of each conflict back into the index, and MERGE_HEAD with its message beside it. */
async function restoreMerge(
  git: Git,
  path: string,
  gitFolder: string,
  merge: string,
): Promise<Result<void, FaultOf<'git-failed'>>> {
  const failed = (verb: string, reason: string) => fail({ kind: 'git-failed' as const, verb, reason })
  const listed = await git(path, ['ls-tree', '-r', '-z', '--full-tree', merge], { encoding: 'latin1' })
  if (listed.exit !== 0) return failed('ls-tree', reasonOf(listed))
  const entries = listed.stdout.split('\0').flatMap((record) => {
    const [, mode, id, stage, name] = /^(\d+) \w+ (\w+)\tstage-(\d)\/(.*)$/s.exec(record) ?? []
    return mode === undefined ? [] : [`${mode} ${id} ${stage}\t${name}\0`]
  })
  const stdin = entries.join('')
  const put = await git(path, ['update-index', '-z', '--index-info'], { stdin, encoding: 'latin1' })
  if (put.exit !== 0) return failed('update-index', reasonOf(put))
  const commit = await readCommit(git, path, merge)
  if (commit === null || commit.parents.length === 0) return ok(undefined)
  await writeFile(join(gitFolder, 'MERGE_MSG'), commit.message)
  await writeFile(join(gitFolder, 'MERGE_MODE'), '')
  await writeFile(join(gitFolder, 'MERGE_HEAD'), commit.parents.map((parent) => `${parent}\n`).join(''))
  return ok(undefined)
}
