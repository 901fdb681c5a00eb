import type { Place } from '../../preload/protocol/timeline.ts'
import { focusComposer, quoteText } from '../state/composer-port.ts'
import { call } from '../state/project.ts'
import { report } from '../state/reported.ts'
import { openAsk, openPlaceDialog, question } from '../state/view.ts'
import { choose, panelStore } from './panel.ts'

/** What can be done with a place. */
export type Deed = 'rewind' | 'rewind-files' | 'compare' | 'fork' | 'rename' | 'quote'

export const deedWords: Record<Deed, string> = {
  rewind: 'Rewind',
  'rewind-files': 'Rewind with files',
  compare: 'Compare',
  fork: 'Fork',
  rename: 'Rename',
  quote: 'Quote',
}

/** What can be done with a place of this kind. Only marks have labels: to change, and to be quoted by. */
export function deedsFor({ kind }: Place): Deed[] {
  const always: Deed[] = ['rewind', 'rewind-files', 'compare', 'fork']
  return kind === 'mark' ? [...always, 'rename', 'quote'] : always
}

/** Does it. `here` is the place at which the agent stands: what is compared with nothing else is compared with that. */
export function carryOut(deed: Deed, agentId: string, place: Place, here: string | null): void {
  const { id, label } = place
  switch (deed) {
    case 'rewind':
      void rewind(agentId, id)
      break
    case 'rewind-files':
      openAsk(question({ kind: 'rewind', agentId, to: { kind: 'place', id }, files: true, branch: false }))
      break
    case 'compare':
      if (panelStore.getState().chosen !== null || here === null || here === id) choose(agentId, id)
      else openAsk(question({ kind: 'compare', agentId, a: id, b: here }))
      break
    case 'fork':
      openPlaceDialog('fork', agentId, id)
      break
    case 'rename':
      openPlaceDialog('rename-mark', agentId, id)
      break
    case 'quote':
      quoteText(label)
  }
}

/** Takes the conversation, and nothing else, back to a place; the composer is where it goes on. */
export async function rewind(agentId: string, id: string): Promise<void> {
  const to = { kind: 'place', id } as const
  const done = await call('rewind.run', { agentId, to, files: false, branch: false, present: null })
  if (!done.ok) return report(done.fault)
  focusComposer()
}
