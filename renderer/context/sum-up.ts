import { createStore } from 'zustand/vanilla'
import { call } from '../state/project.ts'
import { report } from '../state/reported.ts'

/** The agents of which a summary is being written, asked for on this page. */
export const summingStore = createStore<Readonly<Record<string, boolean>>>(() => ({}))

/** Has an agent's model put a summary in its conversation's place. That it was stopped is no news to whoever stopped it. */
export async function sumUp(agentId: string): Promise<void> {
  summingStore.setState({ [agentId]: true })
  const done = await call('conversation.sum-up', { agentId })
  summingStore.setState({ [agentId]: false })
  if (!done.ok && done.fault.kind !== 'stopped') report(done.fault)
}
