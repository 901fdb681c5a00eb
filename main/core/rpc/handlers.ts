import type { Input } from '../../../preload/protocol/contract.ts'
import { fail, ok } from '../../../preload/protocol/result.ts'
import { answerApproval, setApprovalMode } from '../agents/approvals.ts'
import { matchingFiles } from '../agents/attach.ts'
import { exportConversation, importConversation } from '../agents/exporting.ts'
import { continueRun, stopRun } from '../agents/runs.ts'
import { send, unqueue } from '../agents/send.ts'
import { sumUp } from '../agents/summing-up.ts'
import { partialOf, stretchFrom, stretchTo } from '../conversation/stretch.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { orderAgents, updateAgent } from '../store/agents.ts'
import { readEntry, readTyped } from '../store/entries.ts'
import { viewedStatement } from '../store/projects.ts'
import type { AppHandlers } from './app-handlers.ts'
import type { Handlers } from './dispatch.ts'
import { gitHandlers } from './git-handlers.ts'
import { markHandlers } from './mark-handlers.ts'
import { memoryHandlers } from './memory-handlers.ts'
import { searchHandlers } from './search-handlers.ts'
import { terminalHandlers } from './terminal-handlers.ts'
import { withAgentOf } from './with-agent.ts'

const historyLength = 200

/** Handlers of the calls about an open project; those about the app come from `app`. */
export function handlers(open: () => Project | null, app: AppHandlers): Handlers {
  const withAgent = withAgentOf(open)
  const sendTo = withAgent((project, { agentId, text }: { agentId: string; text: string }) =>
    send(project, agentId, text),
  )
  return {
    ...app,
    ...terminalHandlers(open),
    ...gitHandlers(open, withAgent),
    ...markHandlers(open, withAgent),
    ...memoryHandlers(open),
    ...searchHandlers(open),
    'conversation.open': (input, caller) =>
      withAgent(async (project, { agentId }) => {
        caller.viewing = agentId
        await noteViewed(project, agentId)
        const n = project.feed.n()
        const { head } = agentOf(project, agentId)
        const stretch = await stretchTo(project, head)
        return ok({ ...stretch, n, head, partial: partialOf(project, agentId) })
      })(input),
    'conversation.earlier': withAgent(async (project, { before, upTo }: Input<'conversation.earlier'>) => {
      const entry = await readEntry(project.database, before)
      if (!entry) return fail({ kind: 'no-entry' })
      const stretch = upTo === undefined ? null : await stretchFrom(project, upTo, entry.parentId)
      if (upTo !== undefined && stretch === null) return fail({ kind: 'no-entry' })
      return ok(stretch ?? (await stretchTo(project, entry.parentId)))
    }),
    'conversation.export': withAgent(
      async (project, { agentId, format }: { agentId: string; format: 'markdown' | 'json' }) =>
        ok(await exportConversation(project, agentId, format)),
    ),
    'conversation.import': withAgent((project, { agentId, text }: { agentId: string; text: string }) =>
      importConversation(project, agentId, text),
    ),
    'conversation.sum-up': withAgent((project, { agentId }) => sumUp(project, agentId)),
    'conversation.partial': withAgent(async (project, { agentId }) => ok(partialOf(project, agentId))),

    'message.send': withAgent((project, input: { agentId: string; text: string }) =>
      // what was typed before it may have closed the agent
      liveOf(project, input.agentId).typed(() => sendTo(input)),
    ),
    'message.unqueue': withAgent((project, { agentId, id }: { agentId: string; id: string }) =>
      unqueue(project, agentId, id),
    ),
    'run.stop': withAgent(async (project, { agentId }) => ok(await stopRun(project, agentId))),
    'run.continue': withAgent((project, { agentId }) => continueRun(project, agentId)),
    'approval.answer': withAgent(answerApproval),
    'approval.mode': withAgent(
      async (project, { agentId, mode }: { agentId: string; mode: 'ask' | 'edits' | 'full' }) =>
        ok(await setApprovalMode(project, agentId, mode)),
    ),
    'agents.order': async ({ ids }) => {
      const project = open()
      if (!project) return fail({ kind: 'no-project' })
      project.feed.emit({ type: 'agents-ordered', ids })
      await project.database.write(orderAgents(project.feed.state().agents.map(({ id }) => id)))
      return ok(undefined)
    },
    'draft.save': withAgent(async (project, { agentId, text }: { agentId: string; text: string }) => {
      await project.database.write([updateAgent(agentId, { draft: text })])
      project.feed.emit({ type: 'draft-saved', agentId, text })
      return ok(undefined)
    }),
    'input.history': withAgent(async (project, { agentId }) =>
      ok(await readTyped(project.database, agentId, historyLength)),
    ),
    'input.files': withAgent((project, { agentId, query }: { agentId: string; query: string }) =>
      matchingFiles(project.git, agentOf(project, agentId).directory, query),
    ),
  }
}

async function noteViewed(project: Project, agentId: string): Promise<void> {
  const { viewed } = project.feed.state()
  if (viewed === agentId && agentOf(project, agentId).unread === 0) return
  project.feed.emit({ type: 'agent-viewed', agentId })
  await project.database.write([viewedStatement(project.info.id, agentId), updateAgent(agentId, { unread: 0 })])
}
