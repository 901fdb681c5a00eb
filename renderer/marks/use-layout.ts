import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Agent } from '../../preload/protocol/state.ts'
import type { Place } from '../../preload/protocol/timeline.ts'
import { useHost } from '../state/use.ts'
import { type Forest, growForest, type Stand } from './forest.ts'
import { layOut } from './layout.ts'
import { panelStore } from './panel.ts'
import type { Layout } from './rows.ts'

/** The tree of an agent's session, laid out: anew when places come or somebody moves, and not for anything else. */
export function useLayout(agentId: string, places: ReadonlyMap<string, Place>): { forest: Forest; layout: Layout } {
  const opened = useStore(panelStore, (panel) => panel.opened)
  // As text, so that whatever else changes with the agents changes nothing here.
  const standing = useHost(({ agents }) => JSON.stringify(standsIn(places, agents, agentId))) ?? '[]'
  const stands = useMemo((): Stand[] => JSON.parse(standing), [standing])
  const forest = useMemo(() => growForest(places.values(), stands), [places, stands])
  const layout = useMemo(
    () =>
      layOut(
        forest,
        stands.map((stand) => stand.agentId),
        opened,
      ),
    [forest, stands, opened],
  )
  return { forest, layout }
}

/** Who stands in a tree, and where: the viewed agent first, then the others that are in it, in tab order. */
function standsIn(places: ReadonlyMap<string, Place>, agents: readonly Agent[], viewed: string): Stand[] {
  const stand = ({ id, place }: Agent): Stand => ({ agentId: id, place })
  return [
    ...agents.filter(({ id }) => id === viewed).map(stand),
    ...agents.filter(({ id, place }) => id !== viewed && place !== null && places.has(place)).map(stand),
  ]
}
