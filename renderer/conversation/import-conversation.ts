import { call } from '../state/project.ts'
import { report } from '../state/reported.ts'

/** Asks for a file that /export json wrote, and goes on with what is in it as a session of the agent. */
export function importConversation(agentId: string): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.addEventListener('change', () => void take(agentId, input.files?.[0]))
  input.click()
}

async function take(agentId: string, file: File | undefined): Promise<void> {
  if (!file) return
  const taken = await call('conversation.import', { agentId, text: await file.text() })
  if (!taken.ok) report(taken.fault)
}
