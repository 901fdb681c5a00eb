import { ok, type Result } from '../../../preload/protocol/result.ts'
import { mergeTarget, previewMerge, runMerge } from '../agents/merging.ts'
import { agentOf, type Project } from '../project.ts'
import type { Command, CommandFault, Done } from './command.ts'

export const agentMerge: Command = {
  name: 'agent merge',
  usage: '/agent merge [target]',
  summary: "Merge this agent's branch into the branch it was made from, or into another",
  options: {},
  words: [0, 1],
  async run(project, { agentId, words: [typed] }) {
    const target = mergeTarget(project, agentId, typed ?? null)
    return target.ok ? lookAndMerge(project, agentId, target.value, mostLooks) : target
  },
}

/** As many as agents that are told to merge at once, each of which moves the target for the others. */
const mostLooks = 20

/**
 * Merges where there is nothing to decide. Nobody has seen what it looked at, so
 * that it looks afresh where a branch has moved since.
 */
async function lookAndMerge(
  project: Project,
  agentId: string,
  target: string,
  looks: number,
): Promise<Result<Done, CommandFault>> {
  const seen = await previewMerge(project, agentId, target)
  if (!seen.ok) return seen
  const { commits, conflicts, uncommitted, hindrances, sourceId, targetId, source } = seen.value
  if (conflicts.length > 0 || uncommitted.length > 0 || hindrances.length > 0) {
    return ok({ text: null, view: null, ask: { kind: 'merge', agentId, target } })
  }
  if (commits.length === 0) return ok({ text: `Everything in ${source} is in ${target} already.`, view: null })
  const order = { agentId, target, sourceId, targetId, strategy: 'merge', message: null } as const
  const merged = await runMerge(project, order)
  if (!merged.ok && merged.fault.kind === 'branch-moved' && looks > 1) {
    return lookAndMerge(project, agentId, target, looks - 1)
  }
  if (!merged.ok) return merged
  const count = `${commits.length} ${commits.length === 1 ? 'commit' : 'commits'}`
  return ok({ text: `Merged ${count} of ${agentOf(project, agentId).name} into ${target}.`, view: null })
}
