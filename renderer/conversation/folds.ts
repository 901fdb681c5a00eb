import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What was folded out or in by hand, by row: a row that scrolls away and comes back is as it was left. */
const foldStore = createStore<Readonly<Record<string, boolean>>>(() => ({}))

/** Whether something is folded out, and a function that turns it over. */
export function useFold(key: string): [boolean, () => void] {
  const out = useStore(foldStore, (folds) => folds[key] ?? false)
  return [out, () => foldStore.setState({ [key]: !out })]
}
