import { useStore } from 'zustand'
import { explain } from '../../preload/protocol/explain.ts'
import { act } from '../state/do.ts'
import { dismiss, reportedStore } from '../state/reported.ts'
import { useHost, useProject } from '../state/use.ts'
import { openDialog } from '../state/view.ts'
import { Alert } from '../ui/Alert.tsx'

const aboutKeys = new Set(['key-missing', 'key-refused'])
const toSettings = { label: 'Settings', run: () => openDialog('settings') }

/** What a person should know about the whole app, above everything else. */
export function Banners() {
  const up = useProject(({ link }) => link === 'up')
  const alerts = useHost(({ alerts }) => alerts) ?? []
  const reported = useStore(reportedStore)
  return (
    <div className="banners">
      {up ? null : <Alert tone="warn">{explain({ kind: 'connection-lost' })}</Alert>}
      {alerts.map(({ id, fault }) => (
        <Alert key={id} tone="warn" onDismiss={() => void act('alert.dismiss', { id })}>
          {explain(fault)}
        </Alert>
      ))}
      {reported.map(({ id, fault }) => (
        <Alert key={id} onDismiss={() => dismiss(id)} {...(aboutKeys.has(fault.kind) ? { action: toSettings } : {})}>
          {explain(fault)}
        </Alert>
      ))}
    </div>
  )
}
