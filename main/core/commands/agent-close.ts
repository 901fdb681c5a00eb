import { ok } from '../../../preload/protocol/result.ts'
import { previewClose } from '../agents/close-preview.ts'
import { closeAgent } from '../agents/closing.ts'
import { agentOf } from '../project.ts'
import type { Command } from './command.ts'

export const agentClose: Command = {
  name: 'agent close',
  usage: '/agent close [--no-merge] [--keep-branch]',
  summary: 'Close this agent; its work is merged unless told not to, and its conversation is kept',
  options: { 'no-merge': { type: 'boolean' }, 'keep-branch': { type: 'boolean' } },
  words: [0, 0],
  async run(project, { agentId, options }) {
    const keepBranch = options['keep-branch'] === true
    const merge = options['no-merge'] !== true && !keepBranch
    const { kind } = agentOf(project, agentId)
    if (kind !== 'root') {
      const seen = await previewClose(project, agentId)
      if (!seen.ok) return seen
      const { unmerged, uncommitted, unkept } = seen.value
      const lost = unkept.some(({ elsewhere }) => !elsewhere)
      if (uncommitted.length > 0 || lost || (unmerged.length > 0 && !keepBranch)) {
        return ok({ text: null, view: null, ask: { kind: 'close', agentId, merge, keepBranch } })
      }
    }
    const next = await closeAgent(project, agentId, { merge, keepBranch })
    return next.ok ? ok({ text: null, view: next.value.id }) : next
  },
}
