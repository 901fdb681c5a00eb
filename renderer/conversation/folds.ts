import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What was folded out or in by hand, by row: a row that scrolls away and comes back is as it was left. */
const foldStore = createStore<Readonly<Record<string, boolean>>>(() => ({}))

/** Folds out what was found in it. What is shown of a call then is also what only the model was told. */
export function reveal(key: string): void {
  foldStore.setState({ [key]: true, [told(key)]: true })
}

/** Whether what the model was told is shown, where there is nothing else to fold out. */
export function useTold(key: string): boolean {
  return useStore(foldStore, (folds) => folds[told(key)] ?? false)
}

const told = (key: string) => `${key} told`

/** Whether something is folded out, and a function that turns it over. */
export function useFold(key: string): [boolean, () => void] {
  const out = useStore(foldStore, (folds) => folds[key] ?? false)
  return [out, () => foldStore.setState({ [key]: !out })]
}
