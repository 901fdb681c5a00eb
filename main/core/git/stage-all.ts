import { access, constants, lstat } from 'node:fs/promises'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import { revealHidden } from './hidden-changes.ts'
import type { Copied, Quiet } from './index-copy.ts'
import type { StatusLine } from './status-lines.ts'

/** What a snapshot does not hold. */
export type LeftOut = {
  path: string
  /** A repository inside is not looked into, and of a submodule only its commit's id is kept. */
  why: 'too-large' | 'unreadable' | 'nested-repository' | 'submodule'
}

/**
 * Puts all that is in the worktree into the copied index: changed and untracked
 * files, honouring .gitignore. Answers with what it left out.
 */
export async function stageAll(
  copied: Copied,
  path: string,
  largest: number,
): Promise<Result<LeftOut[], FaultOf<'git-failed'>>> {
  const { quiet, report, listing } = copied
  const hidden = await revealHidden(quiet, path, listing)
  if (!hidden.ok) return hidden
  const lines = [...report.lines, ...hidden.value]
  const looked = await Promise.all(lines.map((line) => lookAt(line, path, largest)))
  const leftOut: LeftOut[] = []
  const put: string[] = []
  const drop: string[] = []
  for (const [at, { keep, why }] of looked.entries()) {
    const name = lines[at]?.path ?? ''
    if (keep === 'put') put.push(name)
    if (keep === 'drop') drop.push(name)
    if (why !== null) leftOut.push({ path: fromLatin1(name).replace(/\/$/, ''), why })
  }
  const dropped = await dropEntries(quiet, drop)
  if (!dropped.ok) return dropped
  if (put.length === 0) return ok(leftOut)
  const stdin = put.map((name) => `${name}\0`).join('')
  const added = await quiet(['update-index', '-z', '--add', '--remove', '--replace', '--stdin'], { stdin })
  return added.ok ? ok(leftOut) : added
}

/** Takes paths out of the copied index, those in conflict and those below what is now a link as well. */
export async function dropEntries(
  quiet: Quiet,
  paths: readonly string[],
): Promise<Result<void, FaultOf<'git-failed'>>> {
  if (paths.length === 0) return ok(undefined)
  const stdin = paths.map((path) => `${path}\0`).join('')
  const run = await quiet(['update-index', '-z', '--force-remove', '--stdin'], { stdin })
  return run.ok ? ok(undefined) : run
}

type Look = { keep: 'put' | 'drop' | 'as-is'; why: LeftOut['why'] | null }

async function lookAt(line: StatusLine, path: string, largest: number): Promise<Look> {
  if (line.kind === 'untracked' && line.path.endsWith('/')) return { keep: 'as-is', why: 'nested-repository' }
  const tracked = line.kind !== 'untracked'
  if (tracked && line.missing) return { keep: 'drop', why: null }
  if (line.kind === 'changed' && line.submodule.startsWith('S')) {
    if (line.submodule === 'S...') return { keep: 'as-is', why: null }
    return { keep: line.submodule[1] === 'C' ? 'put' : 'as-is', why: 'submodule' }
  }
  if (line.kind === 'changed' && line.unstaged === '.') return { keep: 'as-is', why: null }
  // an entry in conflict must go: no tree can be written with it
  const without = line.kind === 'unmerged' ? 'drop' : 'as-is'
  const file = Buffer.concat([Buffer.from(`${path}/`), Buffer.from(line.path, 'latin1')])
  const found = await lstat(file).catch(() => null)
  if (found === null) return { keep: tracked ? 'put' : 'as-is', why: null }
  if (found.isSymbolicLink()) return { keep: 'put', why: null }
  if (found.size > largest && found.isFile()) return { keep: without, why: 'too-large' }
  const readable = await access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
  return readable ? { keep: 'put', why: null } : { keep: without, why: 'unreadable' }
}

function fromLatin1(name: string): string {
  return Buffer.from(name, 'latin1').toString()
}
