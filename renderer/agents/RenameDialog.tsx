import { explain } from '../../preload/protocol/explain.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { quoted, tryCommand } from '../state/do.ts'
import { closeDialog } from '../state/view.ts'
import { NameDialog } from '../ui/NameDialog.tsx'

/** Asks for an agent's new name. */
export function RenameDialog({ agent }: { agent: Agent }) {
  async function save(wanted: string) {
    const fault = await tryCommand(agent.id, `/agent rename ${quoted(wanted)}`)
    return fault ? explain(fault) : null
  }
  return (
    <NameDialog
      title={`Rename ${agent.name}`}
      what="Name"
      doing="Rename"
      name={agent.name}
      save={save}
      onClose={closeDialog}
    />
  )
}
