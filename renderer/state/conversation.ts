import { paced } from './paced.ts'
import { call, onChunk, onEvent, onJump } from './project.ts'
import { createConversations } from './recent-conversations.ts'

const restMs = 25

/** The page's conversations. They follow the host for as long as the page lives. */
export const conversations = createConversations(call, (work) => paced(work, restMs))

onEvent(conversations.onEvent)
onChunk((chunk) => {
  if (chunk.kind !== 'terminal') conversations.onChunk(chunk)
})
onJump(conversations.afresh)
