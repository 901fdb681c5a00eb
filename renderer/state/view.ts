import { createStore } from 'zustand/vanilla'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Ask } from '../../preload/protocol/git.ts'
import type { MemoryDocument } from '../../preload/protocol/memory.ts'
import type { State } from '../../preload/protocol/state.ts'
import { projectStore } from './project.ts'

export type DialogName =
  | 'switcher'
  | 'palette'
  | 'search'
  | 'settings'
  | 'rename'
  | 'merge-into'
  | 'mark'
  | 'pick-mark'
  | 'prune'

/** An `Ask` without what is chained behind it. */
type Question = Ask extends infer A ? (A extends Ask ? Omit<A, 'rest'> : never) : never

/** What is open; `about` is the agent it is about. An `ask` comes from a command, or is made up here: it opens the same dialog. */
export type OpenDialog =
  | { name: DialogName; about: string | null }
  | { name: 'fork' | 'rename-mark'; about: string; place: string }
  | { name: 'memory'; about: null; memory: MemoryView }
  | { name: 'seen'; about: null; seen: Seen }
  | { name: 'ask'; about: string; ask: Ask }

/** What is only looked at: an entry in its place, or a commit. */
export type Seen = { what: 'entry' | 'commit'; id: string }

/** What lies over the conversation where there is no room beside it. */
export type Overlay = 'side' | 'marks'

/** What is open of the memory. */
export type MemoryView =
  /** Without a number a new document; without a version the newest. */
  | { what: 'document'; number: number | null; version: number | null }
  | { what: 'alias' | 'delete'; number: number }
  | { what: 'deleted' }
  | { what: 'imported'; files: ImportedFile[] }

/** What came of a file that was to become a document. */
export type ImportedFile = { name: string; document: MemoryDocument } | { name: string; fault: Fault }

/** What this page shows of the host's state. */
export type View = {
  shown: string | null
  /** Where Ctrl+\ twice goes back to. */
  previous: string | null
  /** One dialog at a time. */
  dialog: OpenDialog | null
  overlay: Overlay | null
}

export const viewStore = createStore<View>(() => ({ shown: null, previous: null, dialog: null, overlay: null }))

/** Shows an agent's conversation. */
export function show(agentId: string): void {
  viewStore.setState((view) => showing(view, agentId))
}

/** Opens a dialog in place of the one that is open. */
export function openDialog(name: DialogName, about: string | null = null): void {
  viewStore.setState({ dialog: { name, about } })
}

/** Opens a dialog about a place of an agent's tree. */
export function openPlaceDialog(name: 'fork' | 'rename-mark', agentId: string, place: string): void {
  viewStore.setState({ dialog: { name, about: agentId, place } })
}

/** Opens the dialog in which something is decided: a merge, a close, a commit, a rewind, or a look at the changes. */
export function openAsk(ask: Ask): void {
  viewStore.setState({ dialog: { name: 'ask', about: ask.agentId, ask } })
}

/** Opens a memory document, or what there is to decide about one. */
export function openMemory(memory: MemoryView): void {
  viewStore.setState({ dialog: { name: 'memory', about: null, memory } })
}

/** Opens a place or a commit to be read. */
export function openSeen(seen: Seen): void {
  viewStore.setState({ dialog: { name: 'seen', about: null, seen } })
}

/** A question that is asked on this page; `rest` are the commands to go on with. */
export function question(asked: Question, rest: string | null = null): Ask {
  return { ...asked, rest }
}

export function closeDialog(): void {
  viewStore.setState({ dialog: null })
}

/** Lays the side bar or the marks over the conversation, or takes them away. */
export function toggleOverlay(which: Overlay): void {
  viewStore.setState(({ overlay }) => ({ overlay: overlay === which ? null : which }))
}

export function closeOverlay(): void {
  viewStore.setState({ overlay: null })
}

/** The view after another agent is chosen. */
export function showing(view: View, agentId: string): View {
  if (view.shown === agentId) return { ...view, overlay: null }
  return { ...view, shown: agentId, previous: view.shown, overlay: null }
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
