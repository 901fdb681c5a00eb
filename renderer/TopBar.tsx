import { Tabs } from './agents/Tabs.tsx'
import { toggleMarks, toggleSideBar } from './palette/actions.ts'
import type { KeyAction } from './palette/bindings.ts'
import { ChordKeys } from './palette/ChordKeys.tsx'
import { shortParent } from './project/short-path.ts'
import { useHost } from './state/use.ts'
import { openDialog } from './state/view.ts'
import { TerminalButton } from './terminal/TerminalButton.tsx'
import { Button } from './ui/Button.tsx'
import { Icon } from './ui/Icon.tsx'

const hints: { action: KeyAction; words: string; dialog: 'switcher' | 'palette' }[] = [
  { action: 'switch-agent', words: 'switch', dialog: 'switcher' },
  { action: 'commands', words: 'commands', dialog: 'palette' },
]

/** The project's name, its agents, and the two keys that lead everywhere. */
export function TopBar() {
  const project = useHost(({ project }) => project)
  return (
    <header className="top">
      <div className="top-project">
        {project ? (
          <Button tone="icon" aria-label="Side bar" title="Show or hide the side bar" onClick={toggleSideBar}>
            <Icon name="side" />
          </Button>
        ) : null}
        <span className="top-name" title={project?.path}>
          {project?.name ?? 'Ikigai'}
        </span>
        {project ? <span className="top-path">{shortParent(project.path)}</span> : null}
      </div>
      {project ? <Tabs /> : null}
      <div className="top-right">
        {project
          ? hints.map(({ action, words, dialog }) => (
              <button key={action} type="button" className="top-hint" onClick={() => openDialog(dialog)}>
                <ChordKeys action={action} /> {words}
              </button>
            ))
          : null}
        {project ? <TerminalButton /> : null}
        {project ? (
          <Button tone="icon" aria-label="Marks" title="Show or hide the marks" onClick={toggleMarks}>
            <Icon name="marks" />
          </Button>
        ) : null}
        <Button tone="icon" aria-label="Settings" title="Settings" onClick={() => openDialog('settings')}>
          <Icon name="gear" />
        </Button>
      </div>
    </header>
  )
}
