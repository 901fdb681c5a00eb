import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, type GitOptions, type GitRun, reasonOf } from './git.ts'

/** A git for the app's own books: with an index of its own, and as `quietGit` says. */
export type Quiet = (args: readonly string[], options?: GitOptions) => Promise<Result<string, FaultOf<'git-failed'>>>

/** The same, with all that a run of git ends with. */
export type QuietRun = (args: readonly string[], options?: GitOptions) => Promise<GitRun>

// No hooks; no warning that turns into a failure; an index that is whole; and what is written is handed to the disk at
// once, so that one flush at the end makes all of it last (`flush`): git's own batch mode takes half as long again.
const settings = [
  'core.hooksPath=/dev/null',
  'core.safecrlf=false',
  'submodule.recurse=false',
  'index.sparse=false',
  'core.splitIndex=false',
  'core.fsync=loose-object,pack,pack-metadata,reference',
  'core.fsyncMethod=writeout-only',
]
const prefix = settings.flatMap((setting) => ['-c', setting])

const person = { NAME: 'Ikigai', EMAIL: 'ikigai@localhost' }

/** Who makes the app's own commits, before the time (git-fast-import(1)). */
export const ikigai = `${person.NAME} <${person.EMAIL}>`

/** A git that uses the index given and none of the user's, runs no hooks and knows no user. Paths are latin1, to be exact. */
export function quietGit(git: Git, path: string, index: string): Quiet {
  const run = quietRun(git, path, index)
  return async (args, options) => {
    const ran = await run(args, options)
    return ran.exit === 0 ? ok(ran.stdout) : fail(failureOf(args, ran))
  }
}

export function quietRun(git: Git, path: string, index: string): QuietRun {
  const env = {
    GIT_INDEX_FILE: index,
    GIT_AUTHOR_NAME: person.NAME,
    GIT_AUTHOR_EMAIL: person.EMAIL,
    GIT_COMMITTER_NAME: person.NAME,
    GIT_COMMITTER_EMAIL: person.EMAIL,
  }
  return (args, options = {}) =>
    git(path, [...prefix, ...args], { encoding: 'latin1', ...options, env: { ...env, ...options.env } })
}

export function failureOf(args: readonly string[], run: GitRun): FaultOf<'git-failed'> {
  return { kind: 'git-failed', verb: args[0] ?? '', reason: reasonOf(run) }
}
