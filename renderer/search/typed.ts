import { createStore } from 'zustand/vanilla'

/** What was searched for last: the panel opens with it, ready to be typed over. */
export const typedStore = createStore<{ typed: string }>(() => ({ typed: '' }))
