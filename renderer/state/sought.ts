import { createStore } from 'zustand/vanilla'

/** An entry that is to be shown in a conversation: its log goes there, and then forgets it. */
export type Sought = { agentId: string; entryId: string }

export const soughtStore = createStore<{ sought: Sought | null }>(() => ({ sought: null }))

/** Has the log of an agent go to one of its entries, as soon as it is drawn. */
export function seek(agentId: string, entryId: string): void {
  soughtStore.setState({ sought: { agentId, entryId } })
}

export function foundIt(): void {
  soughtStore.setState({ sought: null })
}
