import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { referredIn } from '../memory/pull.ts'
import { agentOf, type Project } from '../project.ts'
import { attachedFiles } from './attach.ts'

/** Whether all that a message names with `@` and `#mem-` can be had, before it is sent; the paths are those of the agent that gets it. */
export async function checkMessage(
  project: Project,
  agentId: string,
  text: string,
): Promise<Result<void, FaultOf<'memory-missing' | 'file-not-attached'>>> {
  const { problems } = await attachedFiles(agentOf(project, agentId).directory, text)
  const { missing } = await referredIn(project, text)
  const [fault] = [...problems, ...missing.map((ref) => ({ kind: 'memory-missing' as const, ref }))]
  return fault ? fail(fault) : ok(undefined)
}
