import { useStore } from 'zustand'
import type { Agent, State } from '../../preload/protocol/state.ts'
import { type ProjectView, projectStore } from './project.ts'
import { type View, viewStore } from './view.ts'

/** A part of the host's state, the link included. */
export function useProject<T>(selector: (project: ProjectView) => T): T {
  return useStore(projectStore, selector)
}

/** A part of the host's state; null before the first one came. */
export function useHost<T>(selector: (state: State) => T): T | null {
  return useStore(projectStore, ({ state }) => (state ? selector(state) : null))
}

/** The open agent with this id; undefined once it is closed. */
export function useAgent(agentId: string | null): Agent | undefined {
  return useStore(projectStore, ({ state }) => state?.agents.find(({ id }) => id === agentId))
}

/** A part of what this page shows. */
export function useView<T>(selector: (view: View) => T): T {
  return useStore(viewStore, selector)
}
