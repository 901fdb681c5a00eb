import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, type GitRun, reasonOf } from '../git.ts'
import { lasting } from '../lasting.ts'

export type NewCommit = {
  tree: string
  parents: readonly string[]
  message: string
  sign: boolean
  /** Null: the committer. */
  author: Author | null
  /** `latin1`: the message's characters are the bytes to write. */
  encoding: 'utf8' | 'latin1'
}

/** `date` as in `git log --date=raw`. */
export type Author = { name: string; email: string; date: string }

export type CommitFault = FaultOf<'signing-failed' | 'no-identity' | 'git-failed'>

/**
 * Writes a commit that no branch points to yet (git-commit-tree(1)), by the
 * user's own name and, where asked, signed. Always UTF-8, whatever
 * `i18n.commitEncoding` says, because the message given here is.
 */
export async function writeCommit(git: Git, folder: string, commit: NewCommit): Promise<Result<string, CommitFault>> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent])
  const signed = commit.sign ? ['-S'] : ['--no-gpg-sign']
  const run = await git(
    folder,
    [...lasting, '-c', 'i18n.commitEncoding=UTF-8', 'commit-tree', commit.tree, ...parents, ...signed, '-F', '-'],
    { stdin: commit.message, encoding: commit.encoding, ...(commit.author && { env: environmentOf(commit.author) }) },
  )
  return run.exit === 0 ? ok(run.stdout.trim()) : fail(commitFault('commit-tree', run))
}

/** Why git could not write a commit. */
export function commitFault(verb: string, run: GitRun): CommitFault {
  const said = run.stderr
  if (/gpg failed to sign|failed to write commit object|ssh-keygen|cannot run gpg|signing/i.test(said)) {
    return { kind: 'signing-failed', reason: reasonOf(run) }
  }
  if (/Please tell me who you are|empty ident name|no email was given|unable to auto-detect/.test(said)) {
    return { kind: 'no-identity' }
  }
  return { kind: 'git-failed', verb, reason: reasonOf(run) }
}

const environmentOf = (author: Author) => ({
  GIT_AUTHOR_NAME: author.name,
  GIT_AUTHOR_EMAIL: author.email,
  GIT_AUTHOR_DATE: `@${author.date}`,
})
