import { unreachable } from '../../preload/protocol/result.ts'
import type { Seen } from '../state/view.ts'
import { CommitDialog } from './CommitDialog.tsx'
import { SpotDialog } from './SpotDialog.tsx'

/** What is looked at and not changed. */
export function SeenDialog({ seen: { what, id } }: { seen: Seen }) {
  switch (what) {
    case 'entry':
      return <SpotDialog entryId={id} />
    case 'commit':
      return <CommitDialog id={id} />
    default:
      return unreachable(what)
  }
}
