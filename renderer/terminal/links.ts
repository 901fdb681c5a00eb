import { mac } from '../palette/platform.ts'

type TerminalLinks = {
  activate: (event: MouseEvent, address: string) => void
  hover: (event: MouseEvent, address: string) => void
  leave: () => void
}

/** Links of a terminal: opened with Ctrl (Cmd on macOS) held, and shown in full beforehand, since a program chose them. */
export function terminalLinks(element: HTMLElement): TerminalLinks {
  return {
    activate(event, address) {
      if (mac ? event.metaKey : event.ctrlKey) openOutside(address)
    },
    hover(_event, address) {
      element.title = `${mac ? 'Cmd' : 'Ctrl'}+click opens ${address}`
    },
    leave() {
      element.title = ''
    },
  }
}

/** Opens web pages and nothing else: other schemes start programs. The page that is opened learns nothing of this one. */
function openOutside(address: string): void {
  const url = URL.parse(address)
  if (url?.protocol === 'https:' || url?.protocol === 'http:') window.open(url, '_blank', 'noopener,noreferrer')
}
