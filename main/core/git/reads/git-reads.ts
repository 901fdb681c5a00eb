import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { Branch } from '../../../../preload/protocol/git.ts'
import type { Result } from '../../../../preload/protocol/result.ts'

/**
 * The questions that are asked of a repository often, and change nothing: the
 * port behind which another reader than the user's git may stand. `path` is the
 * top of a worktree; object ids are full ones.
 *
 * A reader throws where it fails for reasons of its own.
 */
export type GitReads = {
  /** How a worktree's files differ from HEAD. Takes no lock and writes nothing. */
  status(path: string): Promise<Read<Standing>>
  /** The commits of refs, given by their full names; null: there is no such ref. */
  refs(path: string, names: readonly string[]): Promise<Read<(string | null)[]>>
  /** Commits that only the one has, and only the other. */
  aheadBehind(path: string, between: { head: string; base: string }): Promise<Read<AheadBehind>>
  /** The best common ancestor of two commits; null: they have none. */
  mergeBase(path: string, between: readonly [string, string]): Promise<Read<string | null>>
  /** All local branches, by name. `base` is null: git does not know it. */
  branches(path: string): Promise<Read<Branch[]>>
  /** A commit and those behind it, newest first, `most` at most. */
  log(path: string, from: { id: string; most: number }): Promise<Result<Commit[], LogFault>>
}

type Read<T> = Result<T, FaultOf<'git-failed'>>

/** A file counts once however it changed; one in conflict counts as that alone. */
export type Standing = {
  /** HEAD's commit; null before the first. */
  head: string | null
  /** Null: detached HEAD. */
  branch: string | null
  modified: number
  untracked: number
  conflicts: number
}

export type AheadBehind = { ahead: number; behind: number }

export type Commit = {
  id: string
  parents: string[]
  author: string
  /** When it was written, milliseconds since 1970. */
  at: number
  message: string
}

export type LogFault = FaultOf<'commit-missing' | 'git-failed'>
