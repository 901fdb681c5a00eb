import type { CallName, Input } from '../../../preload/protocol/contract.ts'
import { fail, ok } from '../../../preload/protocol/result.ts'
import { forkAgent } from '../agents/forking.ts'
import { comparePlaces, placeDetail } from '../agents/look-at-place.ts'
import { renameMark, setMark, treeOf } from '../agents/marking.ts'
import { previewRewind } from '../agents/preview-rewind.ts'
import { pruneSnapshots, unneededRoom } from '../agents/pruning.ts'
import { rewind } from '../agents/rewinding.ts'
import { liveOf, type Project } from '../project.ts'
import { readPlace, shownPlace } from '../store/places.ts'
import type { Handlers } from './dispatch.ts'
import type { WithAgent } from './with-agent.ts'

type MarkCall = Extract<
  CallName,
  | `mark.${string}`
  | `timeline.${string}`
  | `place.${string}`
  | `rewind.${string}`
  | `snapshots.${string}`
  | 'agent.fork'
>

/** Handlers of the calls about marks and the tree they are in. */
export function markHandlers(open: () => Project | null, withAgent: WithAgent): Pick<Handlers, MarkCall> {
  return {
    'mark.set': withAgent(async (project, { agentId, label }: Input<'mark.set'>) => {
      const set = await liveOf(project, agentId).typed(() => setMark(project, agentId, { label, by: 'user' }))
      return set.ok ? ok(undefined) : set
    }),
    'timeline.open': withAgent(async (project, { agentId }) => {
      const n = project.feed.n()
      return ok({ n, places: (await treeOf(project, agentId)).map(shownPlace) })
    }),
    'place.read': withAgent((project, { id }: Input<'place.read'>) => placeDetail(project, id)),
    'place.compare': withAgent((project, { a, b }: Input<'place.compare'>) => comparePlaces(project, a, b)),
    'place.rename': withAgent(async (project, { id, label }: Input<'place.rename'>) => {
      const place = await readPlace(project.database, id)
      return place ? renameMark(project, place, label) : fail({ kind: 'no-entry' })
    }),
    'rewind.preview': withAgent((project, { agentId, to }: Input<'rewind.preview'>) =>
      previewRewind(project, agentId, to),
    ),
    'rewind.run': withAgent((project, { agentId, ...wish }: Input<'rewind.run'>) =>
      liveOf(project, agentId).typed(() => rewind(project, agentId, wish)),
    ),
    'snapshots.unneeded': async () => {
      const project = open()
      return project ? unneededRoom(project) : fail({ kind: 'no-project' })
    },
    'snapshots.prune': async () => {
      const project = open()
      return project ? pruneSnapshots(project) : fail({ kind: 'no-project' })
    },
    'agent.fork': withAgent(async (project, { agentId, place, name, worktree }: Input<'agent.fork'>) => {
      const wish = worktree ? { branch: null, base: null } : null
      const made = await forkAgent(project, { agentId, place, name, worktree: wish })
      return made.ok ? ok({ view: made.value.agent.id }) : made
    }),
  }
}
