import type { Room } from '../../preload/protocol/timeline.ts'

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** `3 snapshots with 1.4 MB of their own` */
export function roomWords({ snapshots, bytes }: Room): string {
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10))
  const size = bytes / 1024 ** step
  const shown = size < 10 && step > 0 ? size.toFixed(1) : Math.round(size).toLocaleString('en')
  return `${snapshots.toLocaleString('en')} ${snapshots === 1 ? 'snapshot' : 'snapshots'} with ${shown} ${units[step]} of ${snapshots === 1 ? 'its' : 'their'} own`
}
