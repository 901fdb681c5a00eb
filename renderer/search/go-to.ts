import type { Fault } from '../../preload/protocol/faults.ts'
import type { Found } from '../../preload/protocol/search.ts'
import { openDocument } from '../memory/deeds.ts'
import { call } from '../state/project.ts'
import { seek } from '../state/sought.ts'
import { closeDialog, openSeen, show } from '../state/view.ts'

/** Further up than this, a conversation is looked at in a piece: to load all of it would make whoever looks wait. */
const reachable = 3000

/** Goes to what was found. Returns the fault where that cannot be. */
export async function goTo(found: Found): Promise<Fault | null> {
  switch (found.kind) {
    case 'memory':
      openDocument(found.number)
      return null
    case 'commit':
      openSeen({ what: 'commit', id: found.id })
      return null
    case 'said':
      return goToEntry(found.entryId)
  }
}

/** Shows an entry where it stands: in the conversation of an agent whose path has it, else by itself, to be read. */
export async function goToEntry(entryId: string): Promise<Fault | null> {
  const spot = await call('search.entry', { entryId })
  if (!spot.ok) return spot.fault
  const { onPath } = spot.value
  if (onPath === null || onPath.behind > reachable) {
    openSeen({ what: 'entry', id: entryId })
    return null
  }
  closeDialog()
  show(onPath.agentId)
  // the dialog gives the focus back first; only then may the conversation take it
  requestAnimationFrame(() => seek(onPath.agentId, entryId))
  return null
}
