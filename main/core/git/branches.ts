import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { Branch } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'

const fields = ['refname', 'objectname', 'upstream:short', 'worktreepath']

/**
 * All local branches, by name, in one run of git however many there are
 * (git-for-each-ref(1)). `base` is null: git does not know it.
 *
 * A branch that is being rebased is not checked out anywhere meanwhile.
 */
export async function listBranches(git: Git, directory: string): Promise<Result<Branch[], FaultOf<'git-failed'>>> {
  // each field ends in NUL, because a folder's name may have a line end in it
  const format = `--format=${fields.map((field) => `%(${field})%00`).join('')}`
  const run = await git(directory, ['for-each-ref', format, 'refs/heads/'])
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'for-each-ref', reason: reasonOf(run) })
  const values = run.stdout.split('\0')
  const branches: Branch[] = []
  for (let at = 0; at + fields.length < values.length; at += fields.length) {
    const [name = '', head = '', upstream = '', checkedOutAt = ''] = values.slice(at, at + fields.length)
    branches.push({
      name: name.replace(/^\n?refs\/heads\//, ''),
      head,
      base: null,
      checkedOutAt: checkedOutAt === '' ? null : checkedOutAt,
      upstream: upstream === '' ? null : upstream,
    })
  }
  return ok(branches)
}
