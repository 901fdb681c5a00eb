import { perFrame } from './per-frame.ts'
import { call, onChunk, onEvent, onJump } from './project.ts'
import { createConversations } from './recent-conversations.ts'

/** The page's conversations. They follow the host for as long as the page lives. */
export const conversations = createConversations(call, perFrame)

onEvent(conversations.onEvent)
onChunk(conversations.onChunk)
onJump(conversations.afresh)
