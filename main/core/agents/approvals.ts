import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { ApprovalMode } from '../../../preload/protocol/settings.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { updateAgent } from '../store/agents.ts'
import { allowStatement } from '../store/projects.ts'
import { decide } from '../tools/approval.ts'

/**
 * Answers a tool call that waits.
 *
 * 'Always' remembers a command's words for the project; for an edit it makes
 * every edit of this agent free.
 */
export async function answerApproval(
  project: Project,
  answer: { agentId: string; id: string; answer: 'allow' | 'always' | 'deny' },
): Promise<Result<void, FaultOf<'no-approval'>>> {
  const { agentId, id } = answer
  const approval = agentOf(project, agentId).approvals.find((waiting) => waiting.id === id)
  const settle = liveOf(project, agentId).answers.get(id)
  if (!approval || !settle) return fail({ kind: 'no-approval' })
  if (answer.answer === 'always' && approval.kind === 'command' && approval.remembers !== null) {
    await project.database.write([allowStatement(project.info.id, approval.remembers, project.clock())])
  }
  settle(answer.answer === 'deny' ? 'deny' : 'allow')
  if (answer.answer === 'always' && approval.kind === 'edit') await setApprovalMode(project, agentId, 'edits')
  return ok(undefined)
}

/** Changes how an agent asks. What waits and is now free goes ahead. */
export async function setApprovalMode(project: Project, agentId: string, approval: ApprovalMode): Promise<void> {
  await project.database.write([updateAgent(agentId, { approval })])
  project.feed.emit({ type: 'approval-mode-set', agentId, approval })
  for (const { id, kind } of agentOf(project, agentId).approvals) {
    if (decide(approval, kind, [], null) === 'run') liveOf(project, agentId).answers.get(id)?.('allow')
  }
}
