import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { MergeStrategy } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { type MergeSettings, mergeSettings } from './merge-settings.ts'
import { mergeTrees } from './merge-trees.ts'
import { messageFor } from './messages.ts'
import { type Place, withPlace } from './place.ts'
import { replay } from './replay.ts'
import { rebaseSelection, replayList } from './replay-list.ts'
import { hooksFor, runHooks } from './run-hooks.ts'
import { type CommitFault, writeCommit } from './write-commit.ts'

export type MergeOrder = {
  /** The top folder of a worktree of the repository. */
  repository: string
  source: string
  target: string
  /** The commits that the preview was of. */
  sourceId: string
  targetId: string
  strategy: MergeStrategy
  /** Null or blank: git's own. A rebase keeps the messages that there are. */
  message: string | null
}

export type ResultFault =
  | CommitFault
  | FaultOf<
      | 'nothing-to-merge'
      | 'histories-unrelated'
      | 'only-fast-forward'
      | 'merge-conflicts'
      | 'hook-failed'
      | 'not-a-repository'
    >

type Ground = { folder: string; place: Place; settings: MergeSettings }

/** The commit that the target will be at: written, and pointed to by nothing yet. */
export async function resultOf(
  git: Git,
  order: MergeOrder,
  targetAt: string | null,
  mergeBase: string | null,
): Promise<Result<string, ResultFault>> {
  const { repository, source, target, sourceId, targetId, strategy } = order
  const folder = targetAt ?? repository
  if (mergeBase === null) return fail({ kind: 'histories-unrelated', source, target })
  if (mergeBase === sourceId) return fail({ kind: 'nothing-to-merge', source, target })
  const settings = await mergeSettings(git, folder, target)

  const canForward = mergeBase === targetId
  if (strategy === 'merge' && settings.fastForward === 'only' && !canForward) {
    return fail({ kind: 'only-fast-forward', source, target })
  }
  const plain = !order.message?.trim() && settings.fastForward !== 'never'
  if (strategy === 'merge' && canForward && (plain || settings.fastForward === 'only')) return ok(sourceId)
  return withPlace<string, ResultFault>(git, { repository, targetAt, targetId }, (place) =>
    strategy === 'rebase'
      ? rebased(git, order, { folder, place, settings })
      : committed(git, order, { folder, place, settings }),
  )
}

async function rebased(git: Git, order: MergeOrder, at: Ground): Promise<Result<string, ResultFault>> {
  const { repository, source, target, sourceId, targetId } = order
  const commits = await replayList(git, repository, rebaseSelection(sourceId, targetId))
  if (!commits.ok) return commits
  const done = await replay(git, {
    ...{ folder: at.folder, place: at.place, write: { sign: at.settings.sign } },
    ...{ onto: targetId, commits: commits.value, keepInPlace: true, keepEmpty: true },
  })
  if (done.ok && done.value.tip === targetId) return fail({ kind: 'nothing-to-merge', source, target })
  if (done.ok) return ok(done.value.tip)
  if (done.fault.kind !== 'replay-conflicts') return fail(done.fault)
  const { files, subject } = done.fault
  return fail({ kind: 'merge-conflicts', source, target, files, commit: subject })
}

/** One new commit, with one parent or two. */
async function committed(git: Git, order: MergeOrder, at: Ground): Promise<Result<string, ResultFault>> {
  const { source, target, sourceId, targetId } = order
  const kind = order.strategy === 'squash' ? 'squash' : 'merge'
  const [merged, suggested, hooks] = await Promise.all([
    mergeTrees(git, at.place, targetId, sourceId),
    messageFor(git, at.folder, order),
    hooksFor(git, at.folder, kind, at.settings.hookedEvents),
  ])
  if (!merged.ok) return merged
  if (merged.value.kind === 'unrelated') return fail({ kind: 'histories-unrelated', source, target })
  if (merged.value.kind === 'conflicts') {
    return fail({ kind: 'merge-conflicts', source, target, files: merged.value.files, commit: null })
  }
  if (!suggested.ok) return suggested

  const occasion = { worktree: at.folder, target, sourceId, kind, hooks } as const
  const draft = await runHooks(git, occasion, { tree: merged.value.tree, message: suggested.value })
  if (!draft.ok) return draft
  const { tree, message } = draft.value
  if (kind === 'squash' && (await sameTree(git, order.repository, targetId, tree))) {
    return fail({ kind: 'nothing-to-merge', source, target })
  }
  const parents = kind === 'squash' ? [targetId] : [targetId, sourceId]
  return writeCommit(git, at.folder, {
    ...{ tree, parents, message, sign: at.settings.sign, author: null, encoding: 'utf8' },
  })
}

async function sameTree(git: Git, repository: string, commit: string, tree: string): Promise<boolean> {
  const run = await git(repository, ['rev-parse', `${commit}^{tree}`])
  return run.stdout.trim() === tree
}
