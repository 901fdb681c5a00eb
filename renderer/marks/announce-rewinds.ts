import type { Event } from '../../preload/protocol/events.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { command } from '../state/do.ts'
import { onEvent, projectStore } from '../state/project.ts'
import { timelines } from '../state/timeline.ts'
import { toast } from '../state/toasts.ts'
import { nameOf } from './place-words.ts'

type Moved = Extract<Event, { type: 'head-moved' }>

/** Says every rewind, with a way to undo it. */
export function announceRewinds(): void {
  onEvent((_n, event) => {
    if (event.type !== 'head-moved' || event.reason === 'clear') return
    const agent = projectStore.getState().state?.agents.find(({ id }) => id === event.agentId)
    if (agent) announce(agent, event)
  })
}

function announce({ id, name, hue }: Agent, moved: Moved) {
  const said = { id: `rewind ${id}`, hue }
  if (moved.reason === 'undo') return toast({ ...said, text: `${name} is back where it was` })
  const text = moved.reason === 'summary' ? `${name} goes on from a summary` : `${name} is back ${whereTo(moved)}`
  toast({
    ...said,
    text,
    action: { label: 'Undo', run: () => void command(id, '/rewind --undo') },
  })
}

/** Where a rewind led: at a mark, else before the message that is offered again. */
function whereTo({ agentId, head, place: id, offer }: Moved): string {
  const place = id === null ? undefined : timelines.store.getState().views[agentId]?.open?.places.get(id)
  if (place?.kind === 'mark' && id === head) return `at ${nameOf(place)}`
  if (offer !== null) return `before “${shortened(offer)}”`
  return 'at an earlier place'
}

const longest = 48

function shortened(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ')
  return line.length > longest ? `${line.slice(0, longest).trimEnd()}…` : line
}
