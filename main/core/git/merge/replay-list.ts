import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import type { Author } from './write-commit.ts'

/** A commit to be made again elsewhere. */
export type ReplayCommit = {
  id: string
  /** Null: it began a history. */
  parent: string | null
  /** It has more parents than that. */
  merge: boolean
  /** The other side has a commit that makes the same change. */
  upstream: boolean
  tree: string
  subject: string
  author: Author
  /** In UTF-8, a character for each byte: what is not valid must come through as it is. */
  message: string
}

const fields = ['%m', '%H', '%P', '%T', '%s', '%an', '%ae', '%ad', '%B']

/**
 * Reads commits as `git log` selects them with these arguments. Merges are
 * among them unless the arguments say otherwise.
 *
 * Messages and names are converted to UTF-8, as `git rebase` does.
 */
export async function replayList(
  git: Git,
  repository: string,
  selection: readonly string[],
): Promise<Result<ReplayCommit[], FaultOf<'git-failed'>>> {
  const format = ['-z', `--format=${fields.join('%x00')}`, '--date=raw', '--encoding=UTF-8', '--no-mailmap']
  const run = await git(repository, ['log', ...format, '--no-show-signature', '--no-notes', ...selection], {
    encoding: 'latin1',
  })
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'log', reason: reasonOf(run) })
  const values = run.stdout.split('\0')
  const commits: ReplayCommit[] = []
  for (let at = 0; at + fields.length <= values.length; at += fields.length) {
    const [mark = '', id = '', parents = '', tree = '', subject = '', name = '', email = '', date = '', message = ''] =
      values.slice(at, at + fields.length)
    commits.push({
      ...{ id, tree, message },
      parent: parents.split(' ')[0] || null,
      merge: parents.includes(' '),
      upstream: mark === '=',
      subject: text(subject),
      author: { name: text(name), email: text(email), date },
    })
  }
  return ok(commits)
}

/**
 * What a rebase of source onto target would replay, oldest first: no merges,
 * and those marked whose change target has already (git-rev-list(1), `--cherry-mark`).
 */
export function rebaseSelection(sourceId: string, targetId: string): string[] {
  return ['--reverse', '--topo-order', '--right-only', '--cherry-mark', '--no-merges', `${targetId}...${sourceId}`]
}

/** Bytes as text. What is not UTF-8 is taken for Latin-1, as git takes it. */
function text(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1')
  const decoded = buffer.toString('utf8')
  return Buffer.from(decoded, 'utf8').equals(buffer) ? decoded : bytes
}
