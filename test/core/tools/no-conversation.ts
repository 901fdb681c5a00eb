import type { ToolAgents, ToolConversation } from '../../../main/core/tools/tool.ts'

const nothing = () => Promise.reject(new Error('no tool of these speaks with a conversation'))

/** For tools that only touch files and commands. */
export const noConversation: ToolConversation = {
  mark: nothing,
  readMark: nothing,
  writeMemory: nothing,
  readMemory: nothing,
  searchMemory: nothing,
}

export const noAgents: ToolAgents = { list: () => '', send: nothing, spawn: nothing }
