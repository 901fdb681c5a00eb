import { type RefObject, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { panelStore } from './panel.ts'

export type PanelHeight = { now: number; least: number; most: number; set: (height: number | null) => void }

const least = 96
/** What the conversation and the message box keep, whatever the panel would like. */
const left = 240
const share = 0.32

/** The panel's height, remembered, and kept to what the window has room for. */
export function usePanelHeight(panel: RefObject<HTMLElement | null>): PanelHeight {
  const wanted = useStore(panelStore, ({ height }) => height)
  const room = useSyncExternalStore(onWindowSize, () => panel.current?.parentElement?.clientHeight ?? innerHeight - 65)
  const most = Math.max(least, room - left)
  const within = (height: number) => Math.round(Math.min(most, Math.max(least, height)))
  return {
    now: within(wanted ?? room * share),
    least,
    most,
    set: (height) => panelStore.setState({ height: height === null ? null : within(height) }),
  }
}

function onWindowSize(changed: () => void): () => void {
  window.addEventListener('resize', changed)
  return () => window.removeEventListener('resize', changed)
}
