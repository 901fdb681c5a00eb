import type { Rectangle } from 'electron'
import { z } from 'zod'

const windowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximised: z.boolean(),
})
export type WindowState = z.infer<typeof windowState>

export const smallest = { width: 720, height: 480 }
const usual = { width: 1360, height: 880 }
/** How much of a title bar must be on a screen for a window to be within reach. */
const reach = { width: 120, height: 32 }
/** How far a window stands off from the one before it. */
const step = 28

/** A kept state, or null where there is none that can be read. */
export function readWindowState(kept: unknown): WindowState | null {
  const read = windowState.safeParse(kept)
  return read.success ? read.data : null
}

/**
 * Where a window opens: as it was left, if that can still be reached on one of
 * the displays; else centred on the first. `others` are windows open already.
 */
export function placeWindow(kept: WindowState | null, displays: readonly Rectangle[], others: number): Rectangle {
  const seen = kept === null ? undefined : displays.find((area) => isInReach(kept, area))
  const area = seen ?? displays[0]
  if (!area) return { x: 0, y: 0, ...usual }
  const width = clamp(kept?.width ?? usual.width, smallest.width, area.width)
  const height = clamp(kept?.height ?? usual.height, smallest.height, area.height)
  const centred = {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
  }
  const at = kept !== null && seen ? { x: kept.x, y: kept.y } : centred
  const away = (others % 5) * step
  return { x: at.x + away, y: at.y + away, width, height }
}

function isInReach(window: Rectangle, area: Rectangle): boolean {
  const shown = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const titleIn = window.y >= area.y && window.y + reach.height <= area.y + area.height
  return shown >= reach.width && titleIn
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}
