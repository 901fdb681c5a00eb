import type { Wire } from '../../preload/protocol/wire.ts'

declare global {
  interface Window {
    /** What the preload script exposes; absent in a plain browser. */
    ikigai?: Wire
  }
}

/** The wire over Electron's IPC, or null where the page runs in a plain browser. */
export function electronWire(): Wire | null {
  return window.ikigai ?? null
}
