import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Whether a process is there and has not ended; one that nobody has waited for yet has. */
export function alive(id: number): boolean {
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${id}/stat`, 'latin1'))
  } catch {
    return false
  }
}

/** Command lines of the processes whose working directory this is. */
export function workingIn(directory: string): string[] {
  const ids = readdirSync('/proc').filter((id) => /^\d+$/.test(id) && alive(Number(id)))
  return ids.flatMap((id) => {
    try {
      if (readlinkSync(`/proc/${id}/cwd`) !== directory) return []
      return [readFileSync(`/proc/${id}/cmdline`, 'latin1').replaceAll('\0', ' ').trim()]
    } catch {
      return [] // it ended meanwhile, or is somebody else's
    }
  })
}
