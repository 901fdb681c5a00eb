import type { FileChange } from '../../../preload/protocol/git.ts'
import { readable } from './capture/signature.ts'
import { patchOf } from './merge/diff-between.ts'

/** What all patches together may be long, in bytes; the rest are said to be too large. */
export const mostBytes = 32 * 1024 * 1024

/** For patches that `readPatches` reads: those of the user's settings that change them are overruled. */
export const patchesArguments = [
  ...['-p', '-M', '--no-color', '--no-ext-diff', '--no-textconv', '--submodule=short'],
  ...['--src-prefix=a/', '--dst-prefix=b/'],
] as const

/** Goes before git's verb, for a header that is the same wherever it is printed. */
export const quoted = ['-c', 'core.quotePath=true'] as const

/**
 * Finds the hunks of a file in what git printed of all, up to `mostBytes` in
 * latin1. Paths are bytes, one a character; a file may have no hunks, where
 * only line ends differ, say, and has two parts where a link takes its place.
 */
export function readPatches(printed: string): (change: Pick<FileChange, 'path' | 'from'>) => string {
  // no line of a patch begins so but the first of each file
  const parts = printed.split(/^(?=diff --git )/m)
  const whole = printed.length >= mostBytes ? parts.slice(0, -1) : parts
  const byHeader = Map.groupBy(whole, (part) => part.slice(0, part.indexOf('\n')))
  return ({ path, from }) => {
    const header = `diff --git ${inHeader(`a/${from ?? path}`)} ${inHeader(`b/${path}`)}`
    return (byHeader.get(header) ?? []).map((part) => patchOf(readable(part))).join('')
  }
}

/** A path as git writes it in the header of a patch (git-config(1), core.quotePath). */
function inHeader(path: string): string {
  const escaped = path.replace(/[^ !#-[\]-~]/g, (byte) => {
    const letter = letters.get(byte)
    return `\\${letter ?? byte.charCodeAt(0).toString(8).padStart(3, '0')}`
  })
  return escaped === path ? path : `"${escaped}"`
}

const letters = new Map([
  ...[...'abtnvfr'].map((letter, at) => [String.fromCharCode(7 + at), letter] as const),
  ...['"', '\\'].map((plain) => [plain, plain] as const),
])
