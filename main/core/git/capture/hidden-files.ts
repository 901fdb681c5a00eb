import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Quiet } from '../quiet-git.ts'
import { lookAt } from './signature.ts'

export type Hidden = {
  /** To be looked at as other files are. */
  reveal: string[]
  /** Told to be skipped, and not there: such a file is not missing. To be revealed once it is there. */
  skipped: string[]
}

/**
 * Files that git was told not to look at (`update-index --assume-unchanged` or
 * `--skip-worktree`), which a status leaves out whatever is in them.
 */
export async function hiddenIn(quiet: Quiet, path: string): Promise<Result<Hidden, FaultOf<'git-failed'>>> {
  const listed = await quiet(['ls-files', '-v', '-z'])
  if (!listed.ok) return listed
  // git-ls-files(1): a lower case letter is assumed unchanged; an S of either case is skipped
  const records = listed.value.split('\0').filter((record) => /^[a-zS] /.test(record))
  if (records.length === 0) return ok({ reveal: [], skipped: [] })
  const namesOf = (form: RegExp) => records.filter((record) => form.test(record)).map((record) => record.slice(2))
  const skipped = namesOf(/^[sS]/)
  const reveal = namesOf(/^[a-rt-z]/)
  // in a sparse checkout there are many, and git itself notices one that is there after all
  if (skipped.length === 0 || (await isSparse(quiet))) return ok({ reveal, skipped: [] })
  const there = await revealed(path, skipped)
  return ok({ reveal: [...reveal, ...there], skipped: skipped.filter((name) => !there.includes(name)) })
}

async function isSparse(quiet: Quiet): Promise<boolean> {
  const asked = await quiet(['config', '--type=bool', 'core.sparseCheckout'])
  return asked.ok && asked.value.trim() === 'true'
}

/** Those of the skipped files that are there after all. */
export async function revealed(path: string, skipped: readonly string[]): Promise<string[]> {
  const found = await Promise.all(skipped.map((name) => lookAt(path, name).catch(() => null)))
  return skipped.filter((_, at) => found[at] && !found[at].isDirectory())
}

/** Makes git look at these files from now on, in the index that is `quiet`'s. */
export async function showHidden(quiet: Quiet, paths: readonly string[]): Promise<Result<void, FaultOf<'git-failed'>>> {
  if (paths.length === 0) return ok(undefined)
  const stdin = paths.map((path) => `${path}\0`).join('')
  for (const flag of ['--no-assume-unchanged', '--no-skip-worktree']) {
    const run = await quiet(['update-index', '-z', flag, '--stdin'], { stdin })
    if (!run.ok) return run
  }
  return ok(undefined)
}
