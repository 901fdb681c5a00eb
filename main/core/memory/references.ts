import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'

const longestAlias = 64

/** What a reference names: a number, or an alias. `wish`: with or without `#mem-` before it. */
export function readReference(wish: string): { number: number } | { alias: string } {
  const name = wish.trim().replace(/^#?mem-/, '')
  return /^\d{1,15}$/.test(name) ? { number: Number(name) } : { alias: name }
}

/** Checks an alias: letters, digits, `-`, `_` and `/`, at most 64 (SPEC section 5), and not a number. */
export function checkAlias(wish: string): Result<string, FaultOf<'bad-alias'>> {
  const alias = wish.trim().replace(/^#?mem-/, '')
  const why = whyNoAlias(alias)
  return why === null ? ok(alias) : fail({ kind: 'bad-alias', alias: alias.slice(0, longestAlias), why })
}

function whyNoAlias(alias: string): string | null {
  if (alias === '') return 'it is empty'
  if (alias.length > longestAlias) return `it is longer than ${longestAlias} characters`
  if (!/^[A-Za-z0-9_/-]+$/.test(alias)) return 'only letters, digits, -, _ and / may be in it'
  if (/^\d+$/.test(alias)) return 'a number is taken for that of a document'
  if (!/^[A-Za-z0-9_].*[A-Za-z0-9_]$|^[A-Za-z_]$/.test(alias))
    return 'it must begin and end with a letter, a digit or _'
  return alias.includes('//') ? 'there is nothing between two slashes' : null
}
