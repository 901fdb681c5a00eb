import { createStore } from 'zustand/vanilla'
import type { Ask } from '../../preload/protocol/git.ts'
import type { State } from '../../preload/protocol/state.ts'
import { projectStore } from './project.ts'

export type DialogName = 'switcher' | 'palette' | 'settings' | 'rename' | 'merge-into'

/** An `Ask` without what is chained behind it. */
type Question = Ask extends infer A ? (A extends Ask ? Omit<A, 'rest'> : never) : never

/** What is open; `about` is the agent it is about. An `ask` comes from a command, or is made up here: it opens the same dialog. */
export type OpenDialog = { name: DialogName; about: string | null } | { name: 'ask'; about: string; ask: Ask }

/** What this page shows of the host's state. */
export type View = {
  shown: string | null
  /** Where Ctrl+\ twice goes back to. */
  previous: string | null
  /** One dialog at a time. */
  dialog: OpenDialog | null
  /** The side bar drawn over the conversation, where there is no room beside it. */
  overlay: boolean
}

export const viewStore = createStore<View>(() => ({ shown: null, previous: null, dialog: null, overlay: false }))

/** Shows an agent's conversation. */
export function show(agentId: string): void {
  viewStore.setState((view) => showing(view, agentId))
}

/** Opens a dialog in place of the one that is open. */
export function openDialog(name: DialogName, about: string | null = null): void {
  viewStore.setState({ dialog: { name, about } })
}

/** Opens the dialog in which something is decided: a merge, a close, a commit, or a look at the changes. */
export function openAsk(ask: Ask): void {
  viewStore.setState({ dialog: { name: 'ask', about: ask.agentId, ask } })
}

/** A question that is asked on this page; `rest` are the commands to go on with. */
export function question(asked: Question, rest: string | null = null): Ask {
  return { ...asked, rest }
}

export function closeDialog(): void {
  viewStore.setState({ dialog: null })
}

/** Lays the side bar over the conversation, or takes it away. */
export function toggleOverlay(): void {
  viewStore.setState(({ overlay }) => ({ overlay: !overlay }))
}

/** The view after another agent is chosen. */
export function showing(view: View, agentId: string): View {
  if (view.shown === agentId) return { ...view, overlay: false }
  return { ...view, shown: agentId, previous: view.shown, overlay: false }
}

/** The view after the host's state changed: what it no longer has is not shown. */
export function reconciled(view: View, state: State): View {
  const open = (id: string | null) => id !== null && state.agents.some((agent) => agent.id === id)
  const previous = open(view.previous) ? view.previous : null
  if (open(view.shown)) return previous === view.previous ? view : { ...view, previous }
  const shown = open(state.viewed) ? state.viewed : (state.agents[0]?.id ?? null)
  return { ...view, shown, previous: previous === shown ? null : previous }
}

projectStore.subscribe(({ state }) => {
  if (state) viewStore.setState((view) => reconciled(view, state), true)
})
