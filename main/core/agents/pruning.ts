import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { Room } from '../../../preload/protocol/timeline.ts'
import type { Git } from '../git/git.ts'
import { bytesOfAlone, dropRefs, type KeptRef, snapshotRefs } from '../git/snapshot-refs.ts'
import type { Project } from '../project.ts'
import { readAgentIds, readNeededSnapshots } from '../store/needed-snapshots.ts'

type PruneFault = DeclaredFault<'snapshots.prune'>

/** What snapshots there are that nothing leads to any more, and the room that they alone take up. */
export function unneededRoom(project: Project): Promise<Result<Room, PruneFault>> {
  return project.write((git) => room(project, git))
}

/**
 * Deletes the snapshots that nothing leads to: those of rewinds that were undone
 * or came to nothing. Git frees their room when it next cleans up. Never done by
 * itself.
 */
export function pruneSnapshots(project: Project): Promise<Result<Room, PruneFault>> {
  // in the queue of writes: no snapshot is taken between the look and the end
  return project.write(async (git) => {
    const seen = await room(project, git)
    if (!seen.ok) return seen
    const found = await partedRefs(project, git)
    if (!found.ok) return found
    const dropped = await dropRefs(git, project.info.path, found.value.alone)
    return dropped.ok ? seen : dropped
  })
}

async function room(project: Project, git: Git): Promise<Result<Room, PruneFault>> {
  const found = await partedRefs(project, git)
  if (!found.ok) return found
  const bytes = await bytesOfAlone(git, project.info.path, found.value)
  return bytes.ok ? ok({ snapshots: found.value.alone.length, bytes: bytes.value }) : bytes
}

/**
 * Of agents that this data folder does not know, nothing is known to be needed
 * or not: theirs stay. So do those of closed agents, which may hold what a
 * restore did not bring back.
 */
async function partedRefs(
  project: Project,
  git: Git,
): Promise<Result<{ alone: KeptRef[]; others: KeptRef[] }, PruneFault>> {
  const { database, info, live } = project
  const refs = await snapshotRefs(git, info.path)
  if (!refs.ok) return refs
  const agents = new Set(await readAgentIds(database, info.id))
  const needed = new Set((await Promise.all([...agents].map((id) => readNeededSnapshots(database, id)))).flat())
  // the next snapshot may be the same, and is then not made anew
  for (const { snapshot } of live.values()) if (snapshot !== null) needed.add(snapshot)
  const isAlone = ({ ref, id }: KeptRef) => {
    const [, , group = '', agent = ''] = ref.split('/')
    return (group === 'places' || group === 'rewound') && agents.has(agent) && !needed.has(id)
  }
  return ok({ alone: refs.value.filter(isAlone), others: refs.value.filter((one) => !isAlone(one)) })
}
