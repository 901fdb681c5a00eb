import { lstat, realpath } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { codeOf, diskRefusal } from './disk-refusal.ts'
import type { Refusal } from './refusals.ts'

/** A path that is safe to open: `real` is free of links, `name` is how to call it (relative, with `/`). */
export type Inside = { real: string; name: string }

/**
 * Where a path given by the model leads, if that is inside the agent's directory.
 *
 * Links are followed before judging, also for a file that does not exist yet.
 * Git's own folder is closed even for reading (a hook in it would run code),
 * and to a writer so are other agents' worktrees, which lie inside the root
 * agent's directory.
 */
export async function inside(
  directory: string,
  given: string,
  purpose: 'read' | 'write',
): Promise<Result<Inside, Refusal>> {
  if (given === '' || given.includes('\0')) return fail({ kind: 'path-empty' })
  // A shell would read `~/notes` as the home folder; as a path it would make a folder named `~`.
  if (/^~[\\/]/.test(given)) return fail({ kind: 'path-outside', path: given })
  const asked = path.relative(directory, path.resolve(directory, given))
  const name = withSlashes(asked) || '.'
  if (leadsOut(asked)) return fail({ kind: 'path-outside', path: given })

  const real = await realOf(path.join(directory, asked), name)
  if (!real.ok) return real
  const meant = path.relative(directory, real.value)
  if (leadsOut(meant)) return fail({ kind: 'link-outside', path: name })
  for (const way of [asked, meant]) {
    if (isGits(way)) return fail({ kind: 'path-in-git', path: name })
    if (purpose === 'write' && isOfAgents(way)) return fail({ kind: 'path-of-agent', path: name })
  }
  return ok({ real: real.value, name })
}

/** The path without links: those of its deepest ancestor that exists, with the missing rest added. */
async function realOf(absolute: string, name: string): Promise<Result<string, Refusal>> {
  try {
    return ok(await realpath(absolute))
  } catch (error) {
    const code = codeOf(error)
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return fail(diskRefusal(name, error))
  }
  if (await exists(absolute)) return fail({ kind: 'link-broken', path: name })
  const parent = await realOf(path.dirname(absolute), name)
  return parent.ok ? ok(path.join(parent.value, path.basename(absolute))) : parent
}

/** Whether anything has this name, a link that leads nowhere included. */
async function exists(absolute: string): Promise<boolean> {
  return lstat(absolute).then(
    () => true,
    () => false,
  )
}

const leadsOut = (relative: string) => /^\.\.(?:[\\/]|$)/.test(relative) || path.isAbsolute(relative)

const withSlashes = (relative: string) => relative.split(path.sep).join('/')

// What some file system takes for `.git`: other case, NTFS short names, trailing dots and streams,
// and characters that HFS+ ignores (the list is git's, utf8.c).
const ignored = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g
const isGits = (relative: string) =>
  relative.split(/[\\/]/).some((part) => /^(?:\.git|git~\d+)[. ]*(?::.*)?$/i.test(part.replace(ignored, '')))

const isOfAgents = (relative: string) => /^\.worktrees(?:[\\/]|$)/i.test(relative)
