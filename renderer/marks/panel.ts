import { createStore } from 'zustand/vanilla'
import { openAsk, question, viewStore } from '../state/view.ts'

/** What this page shows of the trees of places. */
type Panel = {
  /** Folds that are folded out, by key. */
  opened: ReadonlySet<string>
  /** The place that waits for another to be compared with. */
  chosen: string | null
}

export const panelStore = createStore<Panel>(() => ({ opened: new Set(), chosen: null }))

viewStore.subscribe(({ shown }, before) => {
  if (shown !== before.shown) panelStore.setState({ chosen: null })
})

/** Folds out, or in. */
export function turnFold(key: string): void {
  panelStore.setState(({ opened }) => {
    const now = new Set(opened)
    if (!now.delete(key)) now.add(key)
    return { opened: now }
  })
}

/** Chooses a place to be compared; the second one that is chosen opens the comparison. */
export function choose(agentId: string, id: string): void {
  const { chosen } = panelStore.getState()
  panelStore.setState({ chosen: chosen === null ? id : null })
  if (chosen !== null && chosen !== id) openAsk(question({ kind: 'compare', agentId, a: chosen, b: id }))
}

/** Nothing is chosen any more. False when nothing was. */
export function unchoose(): boolean {
  const { chosen } = panelStore.getState()
  panelStore.setState({ chosen: null })
  return chosen !== null
}
