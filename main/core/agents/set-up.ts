import { append } from '../conversation/append.ts'
import { liveOf, type Project } from '../project.ts'
import { runCommand } from '../tools/run-command.ts'
import { contextFor } from './calls.ts'

/**
 * Runs the project's set-up command in a new worktree, and notes in the agent
 * what came of it. The agent can be talked to meanwhile.
 */
export async function setUp(project: Project, agentId: string): Promise<void> {
  const command = project.settings().setup[project.info.path]
  if (command === undefined || command.trim() === '') return
  const { signal } = liveOf(project, agentId).closing
  const outcome = await runCommand.run({ command }, contextFor(project, agentId, 'set-up', signal))
  if (signal.aborted) return
  const tone = outcome.outcome === 'ok' ? 'info' : 'error'
  const text = `Set-up: ${outcome.summary}\n${outcome.content}`
  await append(project, agentId, { kind: 'notice', payload: { command, text, tone } })
}
