import { lstat } from 'node:fs/promises'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { Quiet } from './index-copy.ts'
import type { StatusLine } from './status-lines.ts'

/**
 * Lines, as of `git status`, for files that git was told not to look at
 * (`update-index --assume-unchanged` or `--skip-worktree`), which status leaves
 * out whatever is in them. In the copied index they are as other files from then on.
 *
 * `listing` is what `git ls-files -v -z` prints (git-ls-files(1)).
 */
export async function revealHidden(
  quiet: Quiet,
  path: string,
  listing: string,
): Promise<Result<StatusLine[], FaultOf<'git-failed'>>> {
  // a lower case letter: assumed unchanged; an S of either case: skipped, as all is that a sparse checkout leaves out
  const hidden = listing.split('\0').filter((record) => /^[a-zS] /.test(record))
  if (hidden.length === 0) return ok([])
  const lines = await Promise.all(
    hidden.map(async (record): Promise<StatusLine | null> => {
      const name = record.slice(2)
      const file = Buffer.concat([Buffer.from(`${path}/`), Buffer.from(name, 'latin1')])
      const found = await lstat(file).catch(() => null)
      const missing = found === null || found.isDirectory()
      if (missing && /^[sS]/.test(record)) return null
      return { kind: 'changed', path: name, staged: '.', unstaged: missing ? 'D' : 'M', submodule: 'N...', missing }
    }),
  )
  const revealed = lines.filter((line) => line !== null)
  if (revealed.length === 0) return ok([])
  const stdin = revealed.map((line) => `${line.path}\0`).join('')
  for (const flag of ['--no-assume-unchanged', '--no-skip-worktree']) {
    const run = await quiet(['update-index', '-z', flag, '--stdin'], { stdin })
    if (!run.ok) return run
  }
  return ok(revealed)
}
