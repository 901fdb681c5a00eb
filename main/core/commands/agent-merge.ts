import { fail, ok } from '../../../preload/protocol/result.ts'
import { mergeTarget, previewMerge, runMerge } from '../agents/merging.ts'
import { agentOf } from '../project.ts'
import type { Command } from './command.ts'

export const agentMerge: Command = {
  name: 'agent merge',
  usage: '/agent merge [target]',
  summary: "Merge this agent's branch into the branch it was made from, or into another",
  options: {},
  words: [0, 1],
  async run(project, { agentId, words: [typed] }) {
    const target = mergeTarget(project, agentId, typed ?? null)
    if (!target.ok) return target
    const seen = await previewMerge(project, agentId, target.value)
    if (!seen.ok) return seen
    const { commits, conflicts, uncommitted, hindrances, sourceId, targetId, source } = seen.value
    if (conflicts.length > 0 || uncommitted.length > 0 || hindrances.length > 0) {
      return ok({ text: null, view: null, ask: { kind: 'merge', agentId, target: target.value } })
    }
    if (commits.length === 0) {
      return ok({ text: `Everything in ${source} is in ${target.value} already.`, view: null })
    }
    const merged = await runMerge(project, {
      ...{ agentId, target: target.value, sourceId, targetId },
      ...{ strategy: 'merge', message: null },
    })
    if (!merged.ok) return fail(merged.fault)
    const count = `${commits.length} ${commits.length === 1 ? 'commit' : 'commits'}`
    return ok({ text: `Merged ${count} of ${agentOf(project, agentId).name} into ${target.value}.`, view: null })
  },
}
