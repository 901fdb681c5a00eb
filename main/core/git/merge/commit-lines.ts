import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { CommitLine } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'

/**
 * The commits of a range (git-rev-list(1)), newest first, each with its lines.
 *
 * `base`: the commit that the branch was made from, or null; what is reachable
 * from it is `inherited`. A merge commit counts no lines of its own.
 */
export async function commitLines(
  git: Git,
  repository: string,
  { range, base }: { range: readonly string[]; base: string | null },
): Promise<Result<CommitLine[], FaultOf<'git-failed'>>> {
  const [log, own] = await Promise.all([
    git(repository, ['log', ...plain, '--shortstat', '-M', `--format=${header}`, ...range]),
    base === null ? null : git(repository, ['rev-list', `^${base}`, ...range]),
  ])
  if (log.exit !== 0) return fail({ kind: 'git-failed', verb: 'log', reason: reasonOf(log) })
  if (own && own.exit !== 0) return fail({ kind: 'git-failed', verb: 'rev-list', reason: reasonOf(own) })
  const made = own && new Set(own.stdout.trim().split('\n'))
  return ok(parseLog(log.stdout, (id) => made !== null && !made.has(id)))
}

const header = '%x00%H%x00%an%x00%at%x00%s%x00'
const fieldsEach = 5

/** Keeps the user's settings for `git log` out of what is parsed. */
const plain = ['--encoding=UTF-8', '--no-color', '--no-show-signature', '--no-ext-diff', '--no-textconv']

function parseLog(output: string, inherited: (id: string) => boolean): CommitLine[] {
  const fields = output.split('\0').slice(1)
  const lines: CommitLine[] = []
  for (let at = 0; at + fieldsEach <= fields.length; at += fieldsEach) {
    const [id = '', author = '', seconds = '', subject = '', stat = ''] = fields.slice(at, at + fieldsEach)
    lines.push({
      id,
      subject,
      author,
      at: Number(seconds) * 1000,
      added: Number(/(\d+) insertion/.exec(stat)?.[1] ?? 0),
      removed: Number(/(\d+) deletion/.exec(stat)?.[1] ?? 0),
      inherited: inherited(id),
    })
  }
  return lines
}
