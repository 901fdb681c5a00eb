import type { CallName, Input } from '../../../preload/protocol/contract.ts'
import { fail, ok } from '../../../preload/protocol/result.ts'
import { previewClose } from '../agents/close-preview.ts'
import { closeAgent } from '../agents/closing.ts'
import { commitWork, readDiff, uncommittedWork } from '../agents/committing.ts'
import { previewMerge, runMerge, undo } from '../agents/merging.ts'
import { endOffer } from '../agents/offering.ts'
import { resolveInAgent } from '../agents/resolving.ts'
import { restoreAgent } from '../agents/restoring.ts'
import { patchBetween } from '../git/merge/diff-between.ts'
import type { Project } from '../project.ts'
import type { Handlers } from './dispatch.ts'
import type { WithAgent } from './with-agent.ts'

type GitCall = Extract<
  CallName,
  | `status.${string}`
  | `merge.${string}`
  | `commit.${string}`
  | `diff.${string}`
  | `close.${string}`
  | 'agent.close'
  | 'agent.restore'
>

/** Handlers of the calls that read or change the repository. */
export function gitHandlers(open: () => Project | null, withAgent: WithAgent): Pick<Handlers, GitCall> {
  return {
    'status.refresh': async () => {
      const project = open()
      return project ? ok(await project.status.lookAgain()) : fail({ kind: 'no-project' })
    },
    'merge.preview': withAgent((project, { agentId, target, strategy }: Input<'merge.preview'>) =>
      previewMerge(project, agentId, target, strategy),
    ),
    'merge.run': withAgent((project, order: Input<'merge.run'>) => runMerge(project, order)),
    'merge.undo': async ({ id }) => {
      const project = open()
      return project ? undo(project, id) : fail({ kind: 'no-project' })
    },
    'merge.resolve': withAgent((project, order: Input<'merge.resolve'>) => resolveInAgent(project, order)),
    'merge.decline': withAgent(async (project, { agentId }) => ok(await endOffer(project, agentId))),
    'commit.preview': withAgent((project, { agentId }) => uncommittedWork(project, agentId)),
    'commit.run': withAgent((project, { agentId, message }: Input<'commit.run'>) =>
      commitWork(project, agentId, message),
    ),
    'diff.read': withAgent((project, wish: Input<'diff.read'>) => readDiff(project, wish)),
    'diff.between': withAgent((project, { agentId, from, to, ...of }: Input<'diff.between'>) =>
      patchBetween(project.git, { repository: project.info.path, agentId }, { from, to }, of),
    ),
    'close.preview': withAgent((project, { agentId }) => previewClose(project, agentId)),
    'agent.close': withAgent(async (project, { agentId, merge, keepBranch }: Input<'agent.close'>) => {
      const next = await closeAgent(project, agentId, { merge, keepBranch })
      return next.ok ? ok({ view: next.value.id }) : next
    }),
    'agent.restore': async ({ id }) => {
      const project = open()
      if (!project) return fail({ kind: 'no-project' })
      const restored = await restoreAgent(project, id)
      return restored.ok ? ok({ view: restored.value.id }) : restored
    },
  }
}
