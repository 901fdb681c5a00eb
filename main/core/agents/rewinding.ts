import type { DeclaredFault, Input } from '../../../preload/protocol/contract.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { moveHead } from '../conversation/append.ts'
import { lastStanding } from '../conversation/standing.ts'
import { readSnapshot } from '../git/capture/read-snapshot.ts'
import type { Git } from '../git/git.ts'
import { type OnBranch, restoreBranch } from '../git/restore-branch.ts'
import { type RestoreWish, restoreFiles } from '../git/restore-files.ts'
import type { Snapshot } from '../git/snapshot.ts'
import { agentOf, type Project } from '../project.ts'
import { beginRewind, endRewind, readMoves } from '../store/moves.ts'
import { type Destination, destinationOf, type KeptFiles, longestMemory } from './destination.ts'
import { takeSnapshot } from './keeping.ts'
import { setMark } from './marking.ts'
import { setIdle, whileStill } from './runs.ts'
import { sharingWith } from './sharing.ts'

type RewindFault = DeclaredFault<'rewind.run'>

/** `present`: tree id of the files as the person saw them; null: whatever they are. */
export type RewindWish = Omit<Input<'rewind.run'>, 'agentId'>

/**
 * Moves an agent's head to a place, and where it is wished for the working
 * files and the branch with it (SPEC section 3).
 *
 * A run that goes on is stopped first, and none begins meanwhile. The present state is itself snapshotted
 * before files are touched, and a crash in the middle is ended at the next
 * start. Files are restored whole or not at all; where they are not, head stays.
 */
export function rewind(project: Project, agentId: string, wish: RewindWish): Promise<Result<void, RewindFault>> {
  return whileStill(project, agentId, () => rewindStill(project, agentId, wish))
}

async function rewindStill(project: Project, agentId: string, wish: RewindWish): Promise<Result<void, RewindFault>> {
  const found = await destinationOf(project, agentId, wish.to)
  if (!found.ok) return found
  const moved = wish.files || wish.branch ? await withFiles(project, agentId, wish, found.value) : ok(null)
  if (!moved.ok) return moved
  const { position, reason, files } = found.value
  const before = moved.value && {
    ...{ snapshot: moved.value.id, branch: moved.value.branch, movedBranch: wish.branch },
    brought: wish.files && 'snapshot' in files ? files.snapshot : null,
  }
  await moveHead(project, agentId, position, { reason, ...before }, [endRewind(agentId)])
  await setIdle(project, agentId)
  if (moved.value !== null) void project.status.refresh()
  return ok(undefined)
}

/** Answers with the snapshot of the state that is left. */
async function withFiles(
  project: Project,
  agentId: string,
  wish: RewindWish,
  { name, files, reason }: Destination,
): Promise<Result<Snapshot, RewindFault>> {
  const agent = agentOf(project, agentId)
  if ('missing' in files) return fail({ kind: 'no-snapshot', name, why: files.missing })
  if (wish.branch && !agent.ownWorktree) return fail({ kind: 'branch-not-own', name: agent.name })
  const busy = sharingWith(project, agentId).filter(({ run }) => run.state === 'running')
  if (busy.length > 0) {
    return fail({ kind: 'directory-busy', path: agent.directory, names: busy.map((other) => other.name) })
  }
  const left = await takeSnapshot(project, agentId, 'rewound')
  if (!left.ok) return left
  if (wish.present !== null && wish.present !== left.value.tree) {
    return fail({ kind: 'files-moved', path: agent.directory })
  }
  if (reason === 'undo' && wish.files) await markLeft(project, agentId, left.value)
  await project.database.write([beginRewind(agentId, { ...wish, left: left.value.id, on: left.value.branch })])
  const at = restoreOf(project, agent.directory, files)
  const restored = await project.write((git) => restore(git, at, { ...wish, left: left.value.id }))
  if (restored.ok) return left
  await project.database.write([endRewind(agentId)])
  return restored
}

/** What a mark is called that keeps what an undo leaves. */
const label = 'Before undo'

/**
 * Of an undo there is no undo: what was changed since the rewind that it takes
 * back stays in the timeline, under a mark.
 */
async function markLeft(project: Project, agentId: string, { tree }: Snapshot): Promise<void> {
  const undone = lastStanding(await readMoves(project.database, agentId, longestMemory))
  const { directory } = agentOf(project, agentId)
  const brought = undone?.brought ? await readSnapshot(project.git, directory, undone.brought) : null
  if (!brought?.ok || brought.value.tree !== tree) await setMark(project, agentId, { label, by: 'user' })
}

/** How the files of a destination come back into a directory. */
export function restoreOf(project: Project, path: string, { snapshot, branch }: KeptFiles): RestoreWish & OnBranch {
  return { path, snapshot, branch, largest: project.settings().largestKept }
}

/** Brings files back, and the branch where that is wished for. */
export async function restore(
  git: Git,
  at: RestoreWish & OnBranch,
  { files, branch, present: expected, left }: Pick<RewindWish, 'files' | 'branch' | 'present'> & { left: string },
): Promise<Result<void, RewindFault>> {
  if (branch) return restoreBranch(git, { ...at, files, expected, left })
  const restored = await restoreFiles(git, { ...at, expected })
  return restored.ok ? ok(undefined) : restored
}
