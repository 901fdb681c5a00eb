import { lstat, readdir } from 'node:fs/promises'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { Unkept } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { placeIn } from './byte-paths.ts'
import { readable } from './capture/signature.ts'
import { type Git, reasonOf } from './git.ts'

/** What git ignores in a worktree: no snapshot holds it. */
export type Ignored = {
  /** Files that are small enough to be copied before the worktree goes: bytes, one a character. */
  files: string[]
  /** Files and whole folders that are not, such as `node_modules/`. */
  unkept: Unkept[]
  /** Folders that are repositories of their own. */
  repositories: string[]
  /** Files and folders of which nobody can say what is in them. */
  unreadable: string[]
}

/** For all of a worktree together: some notes and settings, and no installed packages. */
export const mostKept = { files: 2000, bytes: 20 * 1024 * 1024 }

/** Looks through what git ignores, without going into folders further than could be kept. */
export async function findIgnored(
  git: Git,
  at: { repository: string; path: string },
): Promise<Result<Ignored, FaultOf<'git-failed'>>> {
  const run = await git(at.path, ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory'], {
    encoding: 'latin1',
  })
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'ls-files', reason: reasonOf(run) })
  const names = run.stdout.split('\0').filter((name) => name !== '')
  const ignored: Ignored = { files: [], unkept: [], repositories: [], unreadable: [] }
  const left = { ...mostKept }
  // single files first: they are what people make by hand
  for (const name of [...names.filter(isFile), ...names.filter((name) => !isFile(name))]) {
    if (!isFile(name) && (await isThere(placeIn(at.path, `${name}.git`)))) {
      ignored.repositories.push(readable(name.replace(/\/$/, '')))
      continue
    }
    const room = { ...left }
    const files = await filesWithin(at.path, name.replace(/\/$/, ''), room)
    if (files === 'unreadable') {
      ignored.unreadable.push(readable(name))
      continue
    }
    if (files === 'no-room') {
      const elsewhere = !isFile(name) && (await isThere(placeIn(at.repository, name)))
      ignored.unkept.push({ path: readable(name), elsewhere })
      continue
    }
    Object.assign(left, room)
    ignored.files.push(...files)
  }
  return ok(ignored)
}

const isFile = (name: string) => !name.endsWith('/')

/** The files at a path, taken off what room there is. None where it went meanwhile. */
export async function filesWithin(
  top: string,
  name: string,
  room: typeof mostKept,
): Promise<string[] | 'no-room' | 'unreadable'> {
  const gone = (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? ('gone' as const) : null)
  const found = await lstat(placeIn(top, name)).catch(gone)
  if (found === null) return 'unreadable'
  if (found === 'gone') return []
  if (found.isDirectory()) {
    const entries = await readdir(placeIn(top, name), 'latin1').catch(gone)
    if (entries === null) return 'unreadable'
    const files: string[] = []
    for (const entry of entries === 'gone' ? [] : entries) {
      const within = await filesWithin(top, `${name}/${entry}`, room)
      if (typeof within === 'string') return within
      files.push(...within)
    }
    return files
  }
  // a socket or a pipe holds nothing
  if (!found.isFile() && !found.isSymbolicLink()) return []
  room.files -= 1
  room.bytes -= found.size
  return room.files < 0 || room.bytes < 0 ? 'no-room' : [name]
}

export const isThere = (path: Buffer) =>
  lstat(path).then(
    () => true,
    () => false,
  )
