import { explain } from '../../../preload/protocol/explain.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { Result } from '../../../preload/protocol/result.ts'
import type { LeftOutFile } from '../../../preload/protocol/timeline.ts'
import { type LeftOut, type Snapshot, type SnapshotFault, snapshotWorktree } from '../git/snapshot.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { faultOf } from '../rpc/dispatch.ts'
import { afterStatement, keptStatement, missingStatement, readNewestSnapshot } from '../store/places.ts'

/**
 * Keeps the working files of an agent at a place, beside whatever goes on:
 * nothing waits for it but tools that change something.
 *
 * `before` is the state that a rewind to the place brings back, `after` the one
 * in which the run that went on from there left the files; `both`: no run goes
 * on from there. Never rejects: files that could not be kept are said to be
 * missing, and why.
 */
export function keepFiles(project: Project, agentId: string, place: string, when: When): Promise<void> {
  const live = liveOf(project, agentId)
  const kept = live.kept.then(() => keep(project, agentId, place, when))
  live.kept = kept.catch((error: unknown) => {
    faultOf(error, project.log, 'keeping files')
  })
  return live.kept
}

type When = 'before' | 'after' | 'both'

async function keep(project: Project, agentId: string, place: string, when: When): Promise<void> {
  const taken = await takeSnapshot(project, agentId, 'places')
  const { database, feed } = project
  if (when === 'after') {
    if (taken.ok) await database.write([afterStatement(place, taken.value.id)])
    return
  }
  await database.write([
    taken.ok
      ? keptStatement(place, { ...taken.value, snapshot: taken.value.id, leftOut: taken.value.leftOut.map(inWords) })
      : missingStatement(place, explain(taken.fault)),
    ...(taken.ok && when === 'both' ? [afterStatement(place, taken.value.id)] : []),
  ])
  feed.emit({ type: 'place-kept', id: place, files: taken.ok ? 'kept' : 'missing' })
}

/** Takes a snapshot of an agent's directory, in the queue of writes. Where nothing has changed it is the one before. */
export async function takeSnapshot(
  project: Project,
  agentId: string,
  group: 'places' | 'rewound',
): Promise<Result<Snapshot, SnapshotFault | FaultOf<'lock-held' | 'stopped'>>> {
  const { name, directory } = agentOf(project, agentId)
  const live = liveOf(project, agentId)
  const previous = live.snapshot ?? (await readNewestSnapshot(project.database, agentId))
  const wish = {
    path: directory,
    ref: `refs/ikigai/${group}/${agentId}/${project.clock()}-${live.snapshots}`,
    message: `${name}: ${group === 'places' ? 'kept' : 'before a rewind'}`,
    largest: project.settings().largestKept,
    previous,
  }
  live.snapshots += 1
  return project.write(async (git) => {
    const taken = await snapshotWorktree(git, wish)
    if (taken.ok) live.snapshot = taken.value.id
    return taken
  })
}

function inWords({ path, why }: LeftOut): LeftOutFile {
  const words: Record<LeftOut['why'], string> = {
    'too-large': 'larger than snapshots take',
    unreadable: 'it could not be read',
    'nested-repository': 'a repository of its own',
    submodule: 'a submodule: only its commit is kept',
  }
  return { path, why: words[why] }
}
