import { readerWords } from '../../preload/protocol/reader.ts'
import { NotificationSetting } from '../notifications/NotificationSetting.tsx'
import { useHost } from '../state/use.ts'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { AgentSettings } from './AgentSettings.tsx'
import { ChoiceSetting } from './ChoiceSetting.tsx'
import { KeyList } from './KeyList.tsx'
import { ModelSettings } from './ModelSettings.tsx'
import './settings.css'
import { WorktreeSettings } from './WorktreeSettings.tsx'

const terminalWords = { drawn: 'Drawn', read: 'Drawn, and as text for screen readers' }
const themeWords = { system: 'Like the system', light: 'Light', dark: 'Dark' }

/** All settings in one dialog. Each is saved as it is changed; there is nothing to confirm. */
export function Settings() {
  const state = useHost((state) => state)
  if (!state) return null
  return (
    <Dialog title="Settings" onClose={closeDialog}>
      <Button tone="icon" className="settings-close" aria-label="Close" title="Close" onClick={closeDialog}>
        <Icon name="cross" />
      </Button>
      <div className="dialog-content dialog-scroll settings">
        <section aria-labelledby="settings-model">
          <h3 id="settings-model">Model</h3>
          <ModelSettings state={state} />
        </section>
        <section aria-labelledby="settings-agents">
          <h3 id="settings-agents">Agents</h3>
          <AgentSettings settings={state.settings} />
        </section>
        <section aria-labelledby="settings-worktrees">
          <h3 id="settings-worktrees">Worktrees</h3>
          <WorktreeSettings settings={state.settings} project={state.project} />
        </section>
        <section aria-labelledby="settings-repository">
          <h3 id="settings-repository">Repository</h3>
          <p className="settings-hint">{readerWords(state.reader)}</p>
        </section>
        <section aria-labelledby="settings-screen">
          <h3 id="settings-screen">Screen</h3>
          <ChoiceSetting
            label="Theme"
            value={state.settings.theme}
            words={themeWords}
            change={(theme) => ({ theme })}
          />
          <ChoiceSetting
            label="Terminal"
            value={state.settings.screenReader ? 'read' : 'drawn'}
            words={terminalWords}
            change={(chosen) => ({ screenReader: chosen === 'read' })}
          />
          <NotificationSetting />
        </section>
        <section aria-labelledby="settings-keys">
          <h3 id="settings-keys">Keys</h3>
          <KeyList />
        </section>
      </div>
    </Dialog>
  )
}
