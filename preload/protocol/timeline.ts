import type { CommitLine, FileChange, FileDiff } from './git.ts'

/**
 * A place to come back to in a conversation tree (SPEC section 3): a mark, or
 * a user's message, which needs no name.
 *
 * All agents that share a session share its tree; each has a place of its own in it.
 */
export type Place = {
  /** The entry's id. To go to a mark is to go behind it; to a message, before it. */
  id: string
  /** The nearest place above; null: there is none. */
  parentId: string | null
  /** The tree it is in. */
  session: string
  agentId: string
  kind: 'mark' | 'message'
  /** What a mark is called now; empty for a message. */
  label: string
  /** Nobody chose the label: it is `Checkpoint #N`. */
  numbered: boolean
  /** First words of a message; empty for a mark. */
  words: string
  at: number
  /** Whether the working files were kept: not yet, kept, or not. */
  files: 'waiting' | 'kept' | 'missing'
}

/** The journal's reasons for a move of head. `fork`: the agent began there, which cannot be undone. */
export type MoveReason = 'clear' | 'rewind' | 'undo' | 'load' | 'summary' | 'fork'

/** A file that a snapshot does not hold, and why, in words. */
export type LeftOutFile = { path: string; why: string }

/** What the hover card of a place shows. */
export type PlaceDetail = {
  /** At a message what was said and answered, at a mark what led to it; shortened, oldest first. */
  said: { by: 'user' | 'assistant'; words: string }[]
  /** Files that changed: at a message by its run, at a mark since the mark above. Null where it is not known. */
  files: FileChange[] | null
  leftOut: LeftOutFile[]
  /** Why the files were not kept, in words; null: they were. */
  missing: string | null
  branch: string | null
}

/** Two places side by side. */
export type Comparison = {
  /** What was said on the way to each since they parted, oldest first: markdown, of which only what is very long is cut. */
  a: PlaceDetail['said']
  b: PlaceDetail['said']
  /** From the files of `a` to those of `b`; null where either has no snapshot. */
  files: FileDiff[] | null
}

/** Where a rewind goes: to a place, or back to where the agent was before the last move. */
export type RewindTarget = { kind: 'place'; id: string } | { kind: 'undo' }

/** What a rewind with files would do, computed without touching anything. */
export type RewindPreview = {
  /** `before-refactor`, or the first words of a message. */
  name: string
  /** Tree id of the working files as they are now: the rewind is refused where they have changed since. */
  present: string
  /** From now to then. */
  files: FileChange[]
  /** Of those, what changed while no run of this agent went on: by a person, or by another agent. */
  byOthers: string[]
  /** Paths at which something is in the way that git does not track. Nothing can be restored until it is gone. */
  blocked: string[]
  /** What the snapshot does not hold, so that it stays as it is now. */
  leftOut: LeftOutFile[]
  /** Commits that the branch loses, newest first; the snapshot of now keeps them. */
  commits: CommitLine[]
  /** Other agents that work in the same directory. */
  shared: string[]
  /** Whether `--branch` can be had, which takes that the branch of then is checked out, and where it would go. */
  branch: { name: string; to: string } | null
}

/** Snapshots that nothing leads to any more, and the bytes that they alone take up. */
export type Room = { snapshots: number; bytes: number }
