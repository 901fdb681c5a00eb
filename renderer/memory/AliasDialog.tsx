import { explain } from '../../preload/protocol/explain.ts'
import { call } from '../state/project.ts'
import { useHost } from '../state/use.ts'
import { closeDialog } from '../state/view.ts'
import { NameDialog } from '../ui/NameDialog.tsx'

/** Asks for a document's alias; nothing takes it away. */
export function AliasDialog({ number }: { number: number }) {
  const alias = useHost(({ memory }) => memory.find((one) => one.number === number)?.alias) ?? ''
  async function save(wanted: string) {
    const named = await call('memory.alias', { number, alias: wanted === '' ? null : wanted })
    return named.ok ? null : explain(named.fault)
  }
  return (
    <NameDialog
      title={`Alias of #mem-${number}`}
      what="Alias"
      doing="Rename"
      name={alias}
      note="Such as websocket/research, for #mem-websocket/research. The number goes on leading to it."
      optional
      save={save}
      onClose={closeDialog}
    />
  )
}
