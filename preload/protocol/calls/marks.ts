import { z } from 'zod'
import type { FaultKind } from '../faults.ts'
import type { Comparison, Place, PlaceDetail, RewindPreview, Room } from '../timeline.ts'
import { type Answer, agentId, answers, entryId, label, nothing, objectId, rewindTarget } from './fields.ts'
import { gitFaults, rewindFaults } from './git-faults.ts'

/** Calls about marks, the tree they are in, and going back. */
export const markCalls = {
  'mark.set': {
    input: z.object({ agentId, label: label.nullable() }),
    output: answers<void>(),
    faults: ['no-agent', 'bad-label'],
  },
  /** The tree that the agent's head is in. `n` is the event the answer includes. */
  'timeline.open': {
    input: z.object({ agentId }),
    output: answers<{ n: number; places: Place[] }>(),
    faults: ['no-agent'],
  },
  'place.read': {
    input: z.object({ agentId, id: entryId }),
    output: answers<PlaceDetail>(),
    faults: ['no-agent', 'no-entry', 'snapshot-missing', 'git-failed'],
  },
  'place.compare': {
    input: z.object({ agentId, a: entryId, b: entryId }),
    output: answers<Comparison>(),
    faults: ['no-agent', 'no-entry', 'snapshot-missing', 'git-failed'],
  },
  /** What a mark is called from now on. The entry stays as it was. */
  'place.rename': {
    input: z.object({ agentId, id: entryId, label }),
    output: answers<void>(),
    faults: ['no-agent', 'no-entry', 'bad-label'],
  },
  'rewind.preview': {
    input: z.object({ agentId, to: rewindTarget }),
    output: answers<RewindPreview>(),
    faults: ['no-agent', ...rewindFaults],
  },
  /** `present` is that of the preview: files that have changed since are not overwritten. Null where no files are wanted. */
  'rewind.run': {
    input: z.object({
      agentId,
      to: rewindTarget,
      files: z.boolean(),
      branch: z.boolean(),
      present: objectId.nullable(),
    }),
    output: answers<void>(),
    faults: ['no-agent', ...rewindFaults],
  },
  /** The snapshots that no entry needs. */
  'snapshots.unneeded': {
    input: nothing,
    output: answers<Room>(),
    faults: ['no-project', ...gitFaults],
  },
  /** Deletes them, and answers with what they were. */
  'snapshots.prune': {
    input: nothing,
    output: answers<Room>(),
    faults: ['no-project', ...gitFaults],
  },
  /** A new agent whose conversation goes on from a place; with a worktree, from its files too. */
  'agent.fork': {
    input: z.object({ agentId, place: entryId, name: z.string().max(200).nullable(), worktree: z.boolean() }),
    output: answers<{ view: string }>(),
    faults: ['no-agent', 'no-entry', 'no-snapshot', ...gitFaults],
  },
} as const satisfies Record<string, { input: z.ZodType; output: Answer<unknown>; faults: readonly FaultKind[] }>
