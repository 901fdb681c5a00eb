import type { Agent } from '../../preload/protocol/state.ts'
import { useTimeline } from '../state/timeline.ts'
import { ForkDialog } from './ForkDialog.tsx'
import { RenameMark } from './MarkDialog.tsx'

type Props = { name: 'fork' | 'rename-mark'; agent: Agent; placeId: string }

/** A dialog about a place, for as long as there is such a place. */
export function PlaceDialog({ name, agent, placeId }: Props) {
  const place = useTimeline(agent.id, ({ open }) => open?.places.get(placeId) ?? null)
  if (!place) return null
  if (name === 'fork') return <ForkDialog agent={agent} place={place} />
  return <RenameMark agent={agent} id={place.id} label={place.label} />
}
