import { explain } from '../../preload/protocol/explain.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { call } from '../state/project.ts'
import { closeDialog } from '../state/view.ts'
import { NameDialog } from '../ui/NameDialog.tsx'

/** Asks for the label of a new mark. Without one it is numbered. */
export function MarkDialog({ agent }: { agent: Agent }) {
  async function save(label: string) {
    const made = await call('mark.set', { agentId: agent.id, label: label === '' ? null : label })
    return made.ok ? null : explain(made.fault)
  }
  return (
    <NameDialog
      title={`Mark this place in ${agent.name}`}
      what="Label"
      doing="Mark"
      name=""
      placeholder="before-refactor"
      note="Without a label it is numbered."
      optional
      save={save}
      onClose={closeDialog}
    />
  )
}

type Props = { agent: Agent; id: string; label: string }

/** Asks what a mark is to be called from now on. */
export function RenameMark({ agent, id, label }: Props) {
  async function save(wanted: string) {
    const renamed = await call('place.rename', { agentId: agent.id, id, label: wanted })
    return renamed.ok ? null : explain(renamed.fault)
  }
  return (
    <NameDialog title={`Rename ${label}`} what="Label" doing="Rename" name={label} save={save} onClose={closeDialog} />
  )
}
