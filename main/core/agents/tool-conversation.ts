import { ok } from '../../../preload/protocol/result.ts'
import { openMemory, writeMemory } from '../memory/documents.ts'
import { searchMemory } from '../memory/search.ts'
import type { Project } from '../project.ts'
import type { ToolConversation } from '../tools/tool.ts'
import { setMark } from './marking.ts'
import { readMark } from './read-mark.ts'

/** What tools may do with the conversation of an agent, and with the project's memory. */
export function toolConversation(project: Project, agentId: string): ToolConversation {
  return {
    mark: (label) => setMark(project, agentId, { label, by: 'model' }),
    readMark: (label) => readMark(project, agentId, label),
    writeMemory: (wish) => writeMemory(project, { ...wish, agentId }),
    readMemory: (ref) => openMemory(project, ref, null),
    searchMemory: async (query) => ok(await searchMemory(project, query)),
  }
}
