import type { StdioOptions } from 'node:child_process'
import { openSync } from 'node:fs'
import { devNull } from 'node:os'

/** A process has one table of descriptors, so this is the one state of a module that is not an argument. */
const kept = new Map<number, number>()
let nowhere: number | null = null

/**
 * Keeps a descriptor of this process from the children that it starts from now on.
 *
 * Node opens everything so that children do not inherit it. The master side
 * of a terminal is opened by a native module that does not: with it, a command
 * of an agent could type into a person's shell. Returns what ends the keeping,
 * for when the descriptor is closed.
 */
export function keepFromChildren(descriptor: number): () => void {
  kept.set(descriptor, (kept.get(descriptor) ?? 0) + 1)
  return () => {
    const count = (kept.get(descriptor) ?? 0) - 1
    if (count > 0) kept.set(descriptor, count)
    else kept.delete(descriptor)
  }
}

/** The `stdio` for a child: as given, with nothing behind what it must not inherit. */
export function childStdio<const T extends Exclude<StdioOptions, string>>(stdio: T): T {
  if (kept.size === 0 || process.platform === 'win32') return stdio
  nowhere ??= openSync(devNull, 'r+')
  const most = Math.max(stdio.length - 1, ...kept.keys())
  const all = Array.from({ length: most + 1 }, (_, at) => stdio[at] ?? (kept.has(at) ? nowhere : 'ignore'))
  return all as unknown as T // what the caller knows of its own pipes still holds: only later places are added
}
