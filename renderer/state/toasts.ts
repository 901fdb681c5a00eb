import { createStore } from 'zustand/vanilla'

/** Something that was done, said quietly for a while. */
export type Toast = {
  id: string
  text: string
  /** What its action would do. */
  note?: string
  /** Whose hue it bears. */
  hue?: number
  /** `join`: two lines become one. */
  drawing?: 'join'
  action?: { label: string; run: () => void }
}

/** Newest last. */
export const toastStore = createStore<readonly Toast[]>(() => [])

const kept = 3

/** Says it; one with the same id is replaced where it stands. */
export function toast(made: Toast): void {
  toastStore.setState((all) => {
    const known = all.some(({ id }) => id === made.id)
    return known ? all.map((one) => (one.id === made.id ? made : one)) : [...all, made].slice(-kept)
  }, true)
}

/** Takes it away, whether its time is over or not. */
export function dropToast(id: string): void {
  toastStore.setState((all) => (all.some((one) => one.id === id) ? all.filter((one) => one.id !== id) : all), true)
}
