import type { Terminal } from '@xterm/xterm'
import { bindings, type KeyAction } from '../palette/bindings.ts'
import { matches } from '../palette/chord.ts'
import { mac } from '../palette/platform.ts'
import { projectStore } from '../state/project.ts'

/** Of the page's keys, those that a shell does without. On macOS it does without all that are held with Cmd. */
const pageKeys: KeyAction[] = ['terminal', 'switch-agent']
for (let tab = 1; tab <= 9; tab += 1) pageKeys.push(`tab-${tab}` as KeyAction) // there are nine

const scrolls: Record<string, (terminal: Terminal) => void> = {
  ArrowUp: (terminal) => terminal.scrollLines(-1),
  ArrowDown: (terminal) => terminal.scrollLines(1),
  PageUp: (terminal) => terminal.scrollPages(-1),
  PageDown: (terminal) => terminal.scrollPages(1),
  Home: (terminal) => terminal.scrollToTop(),
  End: (terminal) => terminal.scrollToBottom(),
}

/** Whether a key is the terminal's own. What is not goes on to the browser and to the page. */
export function isForTerminal(
  event: KeyboardEvent,
  terminal: Terminal,
  at: { readOnly: boolean; onSearch: () => void },
): boolean {
  if (event.type !== 'keydown') return !at.readOnly
  const held = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  const key = event.key.toLowerCase()
  const take = (work: () => void) => {
    event.preventDefault()
    work()
    return false
  }
  if (held && !event.altKey && key === 'f' && !event.shiftKey) return take(at.onSearch)
  if (held && !event.altKey && key === 'c' && event.shiftKey) return take(() => void copy(terminal))
  // The browser pastes by itself, without asking whether the page may read the clipboard.
  if (held && !event.altKey && key === 'v' && (event.shiftKey || mac)) return false
  if (at.readOnly) {
    const scroll = scrolls[event.key]
    if (scroll && !event.ctrlKey && !event.metaKey && !event.altKey) take(() => scroll(terminal))
    return false
  }
  return !(mac && event.metaKey) && !isPageKey(event)
}

function isPageKey(event: KeyboardEvent): boolean {
  const bound = bindings(projectStore.getState().state?.settings.keys ?? {}, mac)
  return pageKeys.some((action) => {
    const chord = bound.get(action)
    return chord !== undefined && matches(chord, event)
  })
}

async function copy(terminal: Terminal): Promise<void> {
  if (terminal.hasSelection()) await navigator.clipboard.writeText(terminal.getSelection())
}
