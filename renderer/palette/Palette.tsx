import type { ReactNode } from 'react'
import type { State } from '../../preload/protocol/state.ts'
import { restoreAgent } from '../agents/restore-agent.ts'
import { StandingMark, StandingWords } from '../agents/StandingMark.tsx'
import { openDocument } from '../memory/deeds.ts'
import { calledIn } from '../memory/find.ts'
import { undoMerge } from '../merge/announce.ts'
import { typedStore } from '../search/typed.ts'
import { insertText } from '../state/composer-port.ts'
import { useHost } from '../state/use.ts'
import { closeDialog, openDialog, show } from '../state/view.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { type Choice, PickList } from '../ui/PickList.tsx'
import { otherActions, perform } from './actions.ts'
import { defaultKeys, type KeyAction } from './bindings.ts'
import { ChordKeys } from './ChordKeys.tsx'

type Deed = Choice & { run: () => void }

const offered: KeyAction[] = [
  'search',
  'new-agent',
  'switch-agent',
  'merge-into',
  'commit',
  'changes',
  'mark',
  'mark-named',
  'rewind',
  'pick-mark',
  'stop-run',
  'terminal',
  'side-bar',
  'marks',
  'settings',
]

/** Everything that can be done from here: agents, slash commands, actions. */
export function Palette() {
  const state = useHost((state) => state)
  const deeds = state ? deedsOf(state) : []

  // The dialog gives the focus back first; only then may what was chosen take it.
  const pick = ({ run }: Deed) => {
    closeDialog()
    requestAnimationFrame(run)
  }

  // A question mark leaves the commands behind for what was said.
  const searches = (typed: string) => {
    if (!typed.startsWith('?')) return false
    typedStore.setState({ typed: typed.slice(1).trimStart() })
    openDialog('search')
    return true
  }

  return (
    <Dialog title="Command palette" place="high" bare onClose={closeDialog}>
      <PickList
        label="Command"
        placeholder="Find a command, an agent or an action; ? searches what was said"
        none="Nothing is called that."
        choices={deeds}
        onPick={pick}
        onType={searches}
      />
    </Dialog>
  )
}

function deedsOf({ agents, closed, commands, memory, merges }: State): Deed[] {
  const action = (id: string, label: string, run: () => void, tail?: ReactNode): Deed => ({
    id: `action ${id}`,
    label,
    group: 'Actions',
    tail,
    run,
  })
  return [
    ...commands.map(({ name, usage, summary }) => ({
      id: `command ${name}`,
      label: usage,
      group: 'Commands',
      also: summary,
      tail: summary,
      run: () => insertText(`/${name} `),
    })),
    ...offered.map((id) => action(id, defaultKeys[id].title, () => void perform(id), <ChordKeys action={id} />)),
    ...otherActions.map(({ id, title, run }) => action(id, title, run)),
    ...merges.map((merge) =>
      action(`undo ${merge.id}`, `Undo merge of ${merge.source} into ${merge.target}`, () => void undoMerge(merge)),
    ),
    ...closed.map(({ id, name }) => action(`restore ${id}`, `Restore ${name}`, () => void restoreAgent(id))),
    ...memory.map((document) => ({
      id: `memory ${document.number}`,
      label: `#mem-${document.number} ${calledIn(document)}`,
      group: 'Memory',
      also: document.title,
      tail: document.alias === null ? '' : document.title,
      run: () => openDocument(document.number),
    })),
    ...agents.map((agent) => ({
      id: `agent ${agent.id}`,
      label: agent.name,
      group: 'Agents',
      lead: <StandingMark agent={agent} />,
      tail: <StandingWords agent={agent} />,
      run: () => show(agent.id),
    })),
  ]
}
