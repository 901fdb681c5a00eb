import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { bytesOf } from './byte-paths.ts'
import { copyInside } from './copy-inside.ts'
import { escaped } from './exclude.ts'
import { type Git, reasonOf } from './git.ts'

/** Names the files that git does not track and that every worktree needs, as gitignore(5) writes patterns. */
export const includeFile = '.worktreeinclude'
const byDefault = '.env*\n'

export type Included = {
  /** Paths that were copied, or that would be. */
  files: string[]
  leftOut: { path: string; why: 'too-large' | 'exists' | 'leads-out' | 'unreadable' }[]
  /** Paths that the list names and that are nowhere. */
  missing: string[]
}

type Found = Omit<Included, 'leftOut'>

type At = {
  /** Top of the worktree that has the files. */
  from: string
  /** Top of the new worktree. */
  to: string
  /** Bytes; a larger file is left out. */
  largest?: number
}

/**
 * Copies into a new worktree what was found for it (`findIncluded`).
 *
 * Nothing that exists is overwritten, and nothing is written or linked outside.
 */
export async function copyIncluded(at: At, found: Found): Promise<Included> {
  const included: Included = { files: [], leftOut: [], missing: found.missing }
  for (const path of found.files) {
    const outcome = await copyInside({ ...at, path: bytesOf(path), largest: at.largest ?? 5 * 1024 * 1024 })
    if (outcome === 'copied') included.files.push(path)
    else included.leftOut.push({ path, why: outcome })
  }
  return included
}

/**
 * What a new worktree needs: what `.worktreeinclude` lists of the files that git
 * does not track; `.env*` where there is no such file.
 *
 * May be asked while the worktree is made: nothing that is in `to` is an answer.
 */
export async function findIncluded(
  git: Git,
  { from, to }: Pick<At, 'from' | 'to'>,
): Promise<Result<Found, FaultOf<'git-failed'>>> {
  const list = await readFile(join(from, includeFile), 'utf8').catch(() => null)
  const lines = (list ?? byDefault).split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
  if (lines.length === 0) return ok({ files: [], missing: [] })
  const closed = await ignoredFolders(git, from)
  if (!closed.ok) return closed

  let folder: string | null = null
  try {
    folder = await mkdtemp(join(tmpdir(), 'ikigai-include-'))
    const patterns = join(folder, 'patterns')
    await writeFile(patterns, patternsFor(lines, closed.value).join('\n'))
    const run = await git(from, ['ls-files', '-z', '--others', '--ignored', `--exclude-from=${patterns}`])
    if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'ls-files', reason: reasonOf(run) })
    // what ends in `/` is a repository of its own: another agent's worktree
    const inside = `${relative(from, to).split(sep).join('/')}/`
    const files = run.stdout
      .split('\0')
      .filter((path) => path !== '' && !path.endsWith('/') && !path.startsWith(inside))
    return ok({ files, missing: list === null ? [] : await missingOf(git, from, lines, files) })
  } catch (error) {
    const { message } = error as Error // node:fs throws nothing else
    return fail({ kind: 'git-failed', verb: 'ls-files', reason: message })
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true })
  }
}

/** Folders that git ignores as a whole, with `/` at the end: `node_modules/`, `dist/`. */
export async function ignoredFolders(git: Git, path: string): Promise<Result<string[], FaultOf<'git-failed'>>> {
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']
  const run = await git(path, args)
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'ls-files', reason: reasonOf(run) })
  return ok(run.stdout.split('\0').filter((name) => name.endsWith('/')))
}

/**
 * The list as git should read it. A pattern without a folder, such as `.env`,
 * does not reach into folders that git ignores: `node_modules` has such files
 * too. It may name such a folder itself, and a pattern with a folder reaches in.
 */
function patternsFor(lines: readonly string[], closed: readonly string[]): string[] {
  const reachesIn = (line: string) => line.startsWith('!') || line.replace(/\/ *$/, '').includes('/')
  return [...lines, ...closed.map((name) => `!/${escaped(name)}**`), ...lines.filter(reachesIn)]
}

/** Of the lines that name one path, those that no file answers to, tracked files included. */
async function missingOf(git: Git, from: string, lines: readonly string[], files: string[]): Promise<string[]> {
  const named = lines.filter((line) => !/[*?[\\!]/.test(line)).map((line) => line.trim().replace(/^\/|\/$/g, ''))
  const answers = (path: string, name: string) => `/${path}/`.includes(`/${name}/`)
  const unanswered = named.filter((name) => !files.some((path) => answers(path, name)))
  if (unanswered.length === 0) return []
  const tracked = await git(from, ['ls-files', '-z'])
  const all = tracked.stdout.split('\0')
  return unanswered.filter((name) => !all.some((path) => answers(path, name)))
}
