import { createStore } from 'zustand/vanilla'
import { focusComposer } from '../state/composer-port.ts'
import { viewStore } from '../state/view.ts'

/** The terminal's panel on this page. */
export type Panel = {
  open: boolean
  /** Pixels; null: the usual share of the window. */
  height: number | null
  tab: 'git' | 'shell'
  /** The git terminal shows the commands that only read as well. */
  reads: boolean
  /** Whose shell, where it is not that of the agent that is shown. */
  pinned: string | null
  /** The agent whose shell was asked for by hand. Only then is one started: agents are also just looked at. */
  asked: string | null
}

const remembered = 'ikigai-terminal'

export const panelStore = createStore<Panel>(() => ({
  open: false,
  height: null,
  tab: 'git',
  reads: false,
  ...kept(),
  pinned: null,
  asked: null,
}))

panelStore.subscribe(({ open, height, tab, reads }) =>
  localStorage.setItem(remembered, JSON.stringify({ open, height, tab, reads })),
)

// The shell tab goes along with the agent that is shown, so that nobody types into another's by mistake.
viewStore.subscribe(({ shown }, before) => {
  if (shown !== before.shown) panelStore.setState({ pinned: null, asked: null })
})

let focusScreen: (() => void) | null = null
/** Where the focus was when somebody asked for a terminal that is not there yet; null: nobody waits for one. */
let waitsFrom: Element | null = null

/** The terminal that is on screen and takes the focus. Returns a function that takes it away again. */
export function offerTerminal(focus: () => void): () => void {
  focusScreen = focus
  focusAwaited()
  return () => {
    if (focusScreen === focus) focusScreen = null
  }
}

/** Whether the focus is in the terminal's panel. */
export const inTerminal = () => document.activeElement?.closest('.terminal-panel') != null

/** Opens the terminal and goes there; from there, hides it and goes back to the message. */
export function toggleTerminal(): void {
  if (panelStore.getState().open && inTerminal()) hideTerminal()
  else goToTerminal()
}

export function hideTerminal(): void {
  const inside = inTerminal()
  panelStore.setState({ open: false })
  if (inside) focusComposer()
}

/** Shows a tab of the terminal and goes there. A shell is started where the agent has none. */
export function showGit(): void {
  panelStore.setState({ tab: 'git', pinned: null })
  goToTerminal()
}

/** Shows an agent's shell and goes there; it is started where there is none. */
export function showShell(agentId: string | null): void {
  if (agentId === null) return
  const { shown } = viewStore.getState()
  panelStore.setState({ tab: 'shell', pinned: agentId === shown ? null : agentId, asked: agentId })
  goToTerminal()
}

function goToTerminal() {
  // What is on screen now may be about to go; then what comes in its place takes the focus.
  waitsFrom = document.activeElement ?? document.body
  panelStore.setState({ open: true })
  requestAnimationFrame(focusAwaited)
}

/** Whoever has gone elsewhere meanwhile stays there; where a menu or a dialog has gone, the focus went by itself. */
function focusAwaited() {
  if (waitsFrom === null || !focusScreen) return
  const { activeElement, body } = document
  const stays = activeElement === waitsFrom || activeElement === body || !waitsFrom.isConnected
  waitsFrom = null
  if (stays) focusScreen()
}

/** What was kept of the panel when the page was there last, as far as it can be read. */
function kept(): Partial<Pick<Panel, 'open' | 'height' | 'tab' | 'reads'>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(remembered) ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    return {
      ...('open' in value && typeof value.open === 'boolean' ? { open: value.open } : {}),
      ...('height' in value && typeof value.height === 'number' ? { height: value.height } : {}),
      ...('reads' in value && typeof value.reads === 'boolean' ? { reads: value.reads } : {}),
      ...('tab' in value && value.tab === 'shell' ? { tab: 'shell' as const } : {}),
    }
  } catch {
    return {}
  }
}
