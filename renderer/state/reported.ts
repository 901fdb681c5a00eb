import { createStore } from 'zustand/vanilla'
import type { Fault } from '../../preload/protocol/faults.ts'

type Reported = { id: number; fault: Fault }

/** Faults of what was done on this page and has no place of its own to say so; newest last. */
export const reportedStore = createStore<readonly Reported[]>(() => [])

const kept = 3
let count = 0

/** Shows a fault as a banner until it is dismissed. A lost link is not repeated: it has its own. */
export function report(fault: Fault): void {
  if (fault.kind === 'connection-lost') return
  reportedStore.setState((all) => [...all, { id: ++count, fault }].slice(-kept), true)
}

/** Takes a banner away. */
export function dismiss(id: number): void {
  reportedStore.setState((all) => all.filter((one) => one.id !== id), true)
}
