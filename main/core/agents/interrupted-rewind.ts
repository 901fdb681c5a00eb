import { randomUUID } from 'node:crypto'
import { explain } from '../../../preload/protocol/explain.ts'
import type { Fault } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { moveHead } from '../conversation/append.ts'
import { readSnapshot } from '../git/capture/read-snapshot.ts'
import { agentOf, type Project } from '../project.ts'
import { type BegunRewind, endRewind } from '../store/moves.ts'
import { destinationOf } from './destination.ts'
import { takeSnapshot } from './keeping.ts'
import { setMark } from './marking.ts'
import { restore, restoreOf } from './rewinding.ts'

/** What a mark is called that keeps what somebody changed between a crash and the next start. */
const label = 'Before rewind'

/** Ends a rewind that a crash interrupted while it changed files, and says so. What lies there now is kept first, and where it is new, by a mark. */
export async function endInterruptedRewind(project: Project, agentId: string, wish: BegunRewind): Promise<void> {
  const ended = await end(project, agentId, wish)
  if (!ended.ok) await project.database.write([endRewind(agentId)])
  const { name } = agentOf(project, agentId)
  const why = ended.ok ? null : explain(ended.fault)
  project.feed.emit({
    type: 'alert-raised',
    alert: { id: randomUUID(), fault: { kind: 'rewind-interrupted', name, why } },
  })
}

async function end(project: Project, agentId: string, wish: BegunRewind): Promise<Result<void, Fault>> {
  const found = await destinationOf(project, agentId, wish.to)
  if (!found.ok) return found
  const { files, position, reason, name } = found.value
  if ('missing' in files) return fail({ kind: 'no-snapshot', name, why: files.missing })
  const left = await takeSnapshot(project, agentId, 'rewound')
  if (!left.ok) return left
  const { directory } = agentOf(project, agentId)
  const known = await Promise.all([wish.left, files.snapshot].map((id) => readSnapshot(project.git, directory, id)))
  const isKnown = known.some((one) => one.ok && one.value.tree === left.value.tree)
  if (!isKnown) await setMark(project, agentId, { label, by: 'user' })
  const at = restoreOf(project, directory, files)
  const restored = await project.write((git) => restore(git, at, { ...wish, present: null }))
  if (!restored.ok) return restored
  const brought = wish.files ? files.snapshot : null
  const move = { reason, snapshot: wish.left, branch: wish.on, movedBranch: wish.branch, brought }
  await moveHead(project, agentId, position, move, [endRewind(agentId)])
  return ok(undefined)
}
