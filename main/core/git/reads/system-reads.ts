import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { Branch } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, type GitRun, reasonOf } from '../git.ts'
import { parseStatus, statusArguments } from '../status-lines.ts'
import type { Commit, GitReads } from './git-reads.ts'

/** The user's own git as the reader. */
export function systemReads(git: Git): GitReads {
  return {
    async status(path) {
      const run = await git(path, statusArguments)
      if (run.exit !== 0) return failed('status', run)
      const { head, branch, lines } = parseStatus(run.stdout)
      const countOf = (kind: string) => lines.filter((line) => line.kind === kind).length
      const counts = { modified: countOf('changed'), untracked: countOf('untracked'), conflicts: countOf('unmerged') }
      return ok({ head, branch, ...counts })
    },
    async refs(path, names) {
      const run = await git(path, ['for-each-ref', '--format=%(refname)%00%(objectname)', ...names])
      if (run.exit !== 0) return failed('for-each-ref', run)
      const ids = new Map(run.stdout.split('\n').map((line) => line.split('\0') as [string, string | undefined]))
      return ok(names.map((name) => ids.get(name) ?? null))
    },
    async aheadBehind(path, { head, base }) {
      const run = await git(path, ['rev-list', '--left-right', '--count', `${head}...${base}`, '--'])
      const [, ahead, behind] = /^(\d+)\t(\d+)/.exec(run.stdout) ?? []
      return run.exit === 0 ? ok({ ahead: Number(ahead), behind: Number(behind) }) : failed('rev-list', run)
    },
    async mergeBase(path, between) {
      const run = await git(path, ['merge-base', ...between])
      if (run.exit === 1 && run.stderr === '') return ok(null)
      return run.exit === 0 ? ok(run.stdout.trim()) : failed('merge-base', run)
    },
    async branches(path) {
      // each field ends in NUL, because a folder's name may have a line end in it
      const format = `--format=${fields.map((field) => `%(${field})%00`).join('')}`
      const run = await git(path, ['for-each-ref', format, 'refs/heads/'])
      return run.exit === 0 ? ok(branchesIn(run.stdout)) : failed('for-each-ref', run)
    },
    async log(path, { id, most }) {
      const plain = ['--no-color', '--no-show-signature', '--encoding=UTF-8']
      const run = await git(path, ['log', `--max-count=${most}`, '-z', ...plain, `--format=${commitFormat}`, id, '--'])
      if (run.exit === 128 && /bad object|unknown revision/.test(run.stderr))
        return fail({ kind: 'commit-missing', name: id })
      return run.exit === 0 ? ok(commitsIn(run.stdout)) : failed('log', run)
    },
  }
}

function failed(verb: string, run: GitRun): Result<never, FaultOf<'git-failed'>> {
  return fail({ kind: 'git-failed', verb, reason: reasonOf(run) })
}

const fields = ['refname', 'objectname', 'upstream:short', 'worktreepath']

/** A branch that is being rebased is not checked out anywhere meanwhile (git-for-each-ref(1)). */
function branchesIn(output: string): Branch[] {
  const values = output.split('\0')
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
  return branches
}

const commitFields = ['%H', '%P', '%an', '%at', '%B']
const commitFormat = commitFields.join('%x00')

function commitsIn(output: string): Commit[] {
  const values = output.split('\0')
  const commits: Commit[] = []
  for (let at = 0; at + commitFields.length <= values.length; at += commitFields.length) {
    const [id = '', parents = '', author = '', seconds = '', message = ''] = values.slice(at, at + commitFields.length)
    const behind = parents === '' ? [] : parents.split(' ')
    commits.push({ id, parents: behind, author, at: Number(seconds) * 1000, message: message.trim() })
  }
  return commits
}
