import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { Unkept } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'

/** What git ignores in a worktree: no snapshot holds it. */
export type Ignored = {
  /** Files that are small enough to be copied before the worktree goes. */
  files: string[]
  /** Files and whole folders that are not, such as `node_modules/`. */
  unkept: Unkept[]
  /** Folders that are repositories of their own. */
  repositories: string[]
}

/** For all of a worktree together: some notes and settings, and no installed packages. */
export const mostKept = { files: 2000, bytes: 20 * 1024 * 1024 }

/** Looks through what git ignores, without going into folders further than could be kept. */
export async function findIgnored(
  git: Git,
  at: { repository: string; path: string },
): Promise<Result<Ignored, FaultOf<'git-failed'>>> {
  const run = await git(at.path, ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory'])
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'ls-files', reason: reasonOf(run) })
  const names = run.stdout.split('\0').filter((name) => name !== '')
  const ignored: Ignored = { files: [], unkept: [], repositories: [] }
  const left = { ...mostKept }
  // single files first: they are what people make by hand
  for (const name of [...names.filter(isFile), ...names.filter((name) => !isFile(name))]) {
    if (!isFile(name) && (await isThere(join(at.path, name, '.git')))) {
      ignored.repositories.push(name.replace(/\/$/, ''))
      continue
    }
    const room = { ...left }
    const files = await filesWithin(at.path, name.replace(/\/$/, ''), room)
    if (files === null) {
      const elsewhere = !isFile(name) && (await isThere(join(at.repository, name)))
      ignored.unkept.push({ path: name, elsewhere })
      continue
    }
    Object.assign(left, room)
    ignored.files.push(...files)
  }
  return ok(ignored)
}

const isFile = (name: string) => !name.endsWith('/')

/** The files at a path, taken off what room there is; null: there is not enough, or one cannot be looked at. */
export async function filesWithin(top: string, name: string, room: typeof mostKept): Promise<string[] | null> {
  const found = await lstat(join(top, name)).catch(() => null)
  if (found === null) return null
  if (found.isDirectory()) {
    const entries = await readdir(join(top, name)).catch(() => null)
    if (entries === null) return null
    const files: string[] = []
    for (const entry of entries) {
      const within = await filesWithin(top, `${name}/${entry}`, room)
      if (within === null) return null
      files.push(...within)
    }
    return files
  }
  // a socket or a pipe holds nothing
  if (!found.isFile() && !found.isSymbolicLink()) return []
  room.files -= 1
  room.bytes -= found.size
  return room.files < 0 || room.bytes < 0 ? null : [name]
}

export const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )
