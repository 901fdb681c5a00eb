import type { Fault } from '../../preload/protocol/faults.ts'
import { call } from '../state/project.ts'
import { sentStore } from '../state/sent.ts'
import { openAsk, show, viewStore } from '../state/view.ts'
import { drafts } from './drafts.ts'

/** Sends a message or commands, shows the agent that they lead to and asks what they leave to be decided. Returns the fault when nothing was sent. */
export async function send(agentId: string, text: string): Promise<Fault | null> {
  drafts.flush()
  const answer = await call('message.send', { agentId, text })
  if (!answer.ok) return answer.fault
  sentStore.setState((counts) => ({ [agentId]: (counts[agentId] ?? 0) + 1 }))
  const { view, ask } = answer.value
  // Whoever went elsewhere meanwhile is not pulled away.
  if (view !== null && viewStore.getState().shown === agentId) show(view)
  if (ask) openAsk(ask)
  return null
}
