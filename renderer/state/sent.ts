import { createStore } from 'zustand/vanilla'

/** How often something was sent from this page, by agent: whoever sends wants to see what comes of it. */
export const sentStore = createStore<Record<string, number>>(() => ({}))
