import { contextWindow } from '../../preload/protocol/context-window.ts'
import type { Agent, State } from '../../preload/protocol/state.ts'

/** The model that an agent uses. */
export const modelOf = (agent: Pick<Agent, 'model'>, { model }: Pick<State, 'model'>): string =>
  agent.model ?? model.name

/** How many tokens an agent's conversation may have: what the settings say, else what its model is known to read; null: not known. */
export function windowOf(agent: Pick<Agent, 'model'>, state: Pick<State, 'model' | 'settings'>): number | null {
  return state.settings.contextLimit ?? contextWindow(modelOf(agent, state))
}
