import { realpath, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'

export type Repository = {
  /** The worktree's top folder, absolute and free of symlinks. */
  path: string
  name: string
  /** The folder with HEAD of this worktree, absolute. */
  gitFolder: string
}

type OpenFault = FaultOf<
  'not-a-folder' | 'not-a-repository' | 'bare-repository' | 'git-missing' | 'git-too-old' | 'git-failed'
>

/** Oldest git that has `merge-tree --write-tree`. */
const oldest = [2, 38] as const

/** Finds the repository that a folder is in, or says why there is none to work on. */
export async function findRepository(git: Git, folder: string): Promise<Result<Repository, OpenFault>> {
  const path = resolve(folder)
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) return fail({ kind: 'not-a-folder', path })

  const version = await git(path, ['version'])
  if (version.exit !== 0) return fail({ kind: 'git-missing' })
  if (!recentEnough(version.stdout))
    return fail({ kind: 'git-too-old', version: version.stdout.trim().replace(/^git version /, '') })

  const bare = await git(path, ['rev-parse', '--is-bare-repository'])
  if (bare.exit !== 0) {
    const reason = reasonOf(bare)
    return /not a git repository/.test(reason)
      ? fail({ kind: 'not-a-repository', path })
      : fail({ kind: 'git-failed', verb: 'rev-parse', reason })
  }
  if (bare.stdout.trim() === 'true') return fail({ kind: 'bare-repository', path })

  const top = await git(path, ['rev-parse', '--show-toplevel'])
  const gitFolder = await git(path, ['rev-parse', '--absolute-git-dir'])
  // inside `.git` itself there is no top level
  if (top.exit !== 0 || gitFolder.exit !== 0) return fail({ kind: 'not-a-repository', path })
  const real = await realpath(withoutLineEnd(top.stdout))
  return ok({ path: real, name: basename(real), gitFolder: withoutLineEnd(gitFolder.stdout) })
}

/** Whether `git version` names a git that has what Ikigai needs. */
export function recentEnough(version: string): boolean {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? []
  if (major === undefined || minor === undefined) return false
  return Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1])
}

/** A folder's name may end in white space; only git's own line end goes. */
function withoutLineEnd(output: string): string {
  return output.replace(/\r?\n$/, '')
}
