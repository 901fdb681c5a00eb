import type { Ask } from '../../preload/protocol/git.ts'
import { sumUp } from '../context/sum-up.ts'
import { importConversation } from '../conversation/import-conversation.ts'
import { newDocument } from '../memory/deeds.ts'
import { chooseFiles } from '../memory/import-files.ts'
import { allowNotifications } from '../notifications/permission.ts'
import { focusComposer } from '../state/composer-port.ts'
import { act, command, set } from '../state/do.ts'
import { projectStore } from '../state/project.ts'
import {
  closeDialog,
  closeOverlay,
  openAsk,
  openDialog,
  openMemory,
  question,
  show,
  toggleOverlay,
  viewStore,
} from '../state/view.ts'
import { showGit, showShell, toggleTerminal } from '../terminal/panel.ts'
import { narrow, oneSided } from '../ui/narrow.ts'
import { type KeyAction, keyActions } from './bindings.ts'

const shownId = () => viewStore.getState().shown

/** Shows the side bar where it is hidden and hides it where it is shown. Where there is no room it lies over the page. */
export function toggleSideBar(): void {
  const settings = projectStore.getState().state?.settings
  if (narrow.matches) toggleOverlay('side')
  else if (settings) void set({ sidebar: !settings.sidebar })
}

/** The same for the mark timeline. */
export function toggleMarks(): void {
  const settings = projectStore.getState().state?.settings
  if (oneSided.matches) toggleOverlay('marks')
  else if (settings) void set({ timeline: !settings.timeline })
}

/** Opens the switcher; the second time it goes to the agent that was shown before. */
function switchAgent(): void {
  const { dialog, previous } = viewStore.getState()
  if (dialog?.name !== 'switcher') openDialog('switcher')
  else {
    closeDialog()
    if (previous !== null) show(previous)
  }
}

function showTab(index: number): void {
  const agent = projectStore.getState().state?.agents[index]
  if (agent) show(agent.id)
}

/** Takes away what lies over the conversation, else stops the run of the agent that is shown. False when there is none: the key is then somebody else's. */
function stopRun(): boolean {
  if (overlaid()) {
    closeOverlay()
    return true
  }
  const agent = projectStore.getState().state?.agents.find(({ id }) => id === shownId())
  if (agent?.run.state !== 'running') return false
  void act('run.stop', { agentId: agent.id })
  return true
}

/** Whether something lies over the conversation now: one that there is room for lies beside it. */
function overlaid(): boolean {
  const { overlay } = viewStore.getState()
  return (overlay === 'side' && narrow.matches) || (overlay === 'marks' && oneSided.matches)
}

/** Starts a new agent below the shown one. */
export function newAgent(): void {
  const id = shownId()
  if (id !== null) void command(id, '/agent new')
}

function asks(of: (agentId: string) => Ask): boolean {
  return forShown((agentId) => openAsk(of(agentId)))
}

/** Does something with the shown agent. False when there is none. */
function forShown(work: (agentId: string) => void): boolean {
  const id = shownId()
  if (id !== null) work(id)
  return id !== null
}

/** Does what a key or the palette asks for. False when there was nothing to do. */
export function perform(action: KeyAction): boolean {
  switch (action) {
    case 'switch-agent':
      switchAgent()
      return true
    case 'commands':
      if (viewStore.getState().dialog?.name === 'palette') closeDialog()
      else openDialog('palette')
      return true
    case 'search':
      if (viewStore.getState().dialog?.name === 'search') closeDialog()
      else openDialog('search')
      return true
    case 'new-agent':
      newAgent()
      return true
    case 'merge-into':
      openDialog('merge-into', shownId())
      return true
    case 'commit':
      return asks((agentId) => question({ kind: 'commit', agentId }))
    case 'changes':
      return asks((agentId) => question({ kind: 'diff', agentId, file: null, staged: false }))
    case 'stop-run':
      return stopRun()
    case 'mark':
      return forShown((agentId) => void act('mark.set', { agentId, label: null }))
    case 'mark-named':
      return forShown((agentId) => openDialog('mark', agentId))
    case 'rewind':
      return forShown((agentId) => void command(agentId, '/rewind'))
    case 'pick-mark':
      return forShown((agentId) => openDialog('pick-mark', agentId))
    case 'marks':
      toggleMarks()
      return true
    case 'terminal':
      toggleTerminal()
      return true
    case 'side-bar':
      toggleSideBar()
      return true
    case 'settings':
      openDialog('settings')
      return true
    case 'focus-message':
      focusComposer()
      return true
    default:
      showTab(keyActions.indexOf(action) - keyActions.indexOf('tab-1'))
      return true
  }
}

/** Actions without a key of their own. */
export const otherActions = [
  { id: 'new-memory', title: 'New memory document', run: newDocument },
  { id: 'import-memory', title: 'Import memory documents', run: chooseFiles },
  {
    id: 'deleted-memory',
    title: 'Bring back a deleted memory document',
    run: () => openMemory({ what: 'deleted' }),
  },
  {
    id: 'import-conversation',
    title: 'Import conversation',
    run: () => {
      const id = shownId()
      if (id !== null) importConversation(id)
    },
  },
  { id: 'prune', title: 'Delete snapshots that nothing needs…', run: () => openDialog('prune') },
  {
    id: 'sum-up',
    title: 'Put a summary in this conversation’s place',
    run: () => {
      const id = shownId()
      if (id !== null) void sumUp(id)
    },
  },
  { id: 'git-terminal', title: 'Show what git was asked to do', run: showGit },
  { id: 'shell', title: 'Open a shell for this agent', run: () => showShell(shownId()) },
  { id: 'theme-system', title: 'Theme: like the system', run: () => void set({ theme: 'system' }) },
  { id: 'theme-light', title: 'Theme: light', run: () => void set({ theme: 'light' }) },
  { id: 'theme-dark', title: 'Theme: dark', run: () => void set({ theme: 'dark' }) },
  { id: 'notifications', title: 'Turn on notifications', run: () => void allowNotifications() },
  { id: 'rename', title: 'Rename this agent', run: () => openDialog('rename', shownId()) },
] as const
