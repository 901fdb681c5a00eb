import type { RewindTarget } from './timeline.ts'

/**
 * How an agent's directory stands, as its status line says it (SPEC section 9).
 * `ahead` and `behind` count commits against `base`.
 */
export type WorkStatus = {
  /** Null: detached HEAD. */
  branch: string | null
  /** The branch that ahead and behind are counted against; null: none, or it does not exist. */
  base: string | null
  modified: number
  untracked: number
  ahead: number
  behind: number
  /** Files with conflicts that nobody has resolved. */
  conflicts: number
  /** What a person or an agent has begun in this worktree and not ended. */
  underway: 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect' | null
}

/** A local branch, for the branch tree. */
export type Branch = {
  name: string
  /** Full object id. */
  head: string
  /** The branch it was made from, where Ikigai knows. */
  base: string | null
  /** Folder of the worktree that has it checked out, whoever made that. */
  checkedOutAt: string | null
  /** Name of its upstream, `origin/main`. */
  upstream: string | null
}

export type FileChange = {
  path: string
  /** As in `git diff --name-status`; `?`: not tracked. */
  status: 'A' | 'M' | 'D' | 'R' | 'C' | 'T' | 'U' | '?'
  /** The path before a rename or copy. */
  from: string | null
  /** Lines; null for a binary file. */
  added: number | null
  removed: number | null
}

export type CommitLine = {
  id: string
  subject: string
  author: string
  /** Milliseconds since 1970. */
  at: number
  added: number
  removed: number
  /** It came from the branch that the source was made from, not from the source's own work. */
  inherited: boolean
}

export type MergeStrategy = 'merge' | 'squash' | 'rebase'

/** What stands in the way of a merge, each with a way out. */
export type Hindrance =
  /** The target's worktree has changes in files that the merge would write. */
  | { kind: 'target-changed'; path: string; files: string[] }
  /** Somebody has a merge or a rebase under way in the target's or the source's worktree. */
  | { kind: 'underway'; path: string; what: Exclude<WorkStatus['underway'], null> }
  /** The target is checked out in two worktrees, and only one of them would follow. */
  | { kind: 'checked-out-twice'; paths: [string, string] }
  /** git is set to fast-forward only (`merge.ff`), and the target has commits of its own. */
  | { kind: 'only-fast-forward' }
  /** The target has all of it by other commits: a squash or a rebase would have nothing to write. */
  | { kind: 'nothing-left' }

/** What a merge would do, computed without touching any worktree. */
export type MergePreview = {
  /** The verdict is that on this way of merging. */
  strategy: MergeStrategy
  /** Branches, and the commits that they were at: a merge is refused where they have moved since. */
  source: string
  target: string
  sourceId: string
  targetId: string
  /** Newest first. Empty: everything is merged already. */
  commits: CommitLine[]
  /** Ids of those that a rebase leaves out: merges, and what the target has by other commits. */
  leftOut: string[]
  files: FileChange[]
  /** What the files are read between: a commit, and a commit or a tree. */
  between: { from: string; to: string }
  /** Paths that `git merge-tree` finds in conflict. */
  conflicts: string[]
  /** Subject of the commit at which a rebase comes to its conflict. */
  stoppedAt: string | null
  /** The target can simply move forward. */
  fastForward: boolean
  /** Uncommitted work in the source's worktree, which the merge would leave behind. */
  uncommitted: FileChange[]
  hindrances: Hindrance[]
  /** Where the target is checked out; null: nowhere. */
  targetAt: string | null
}

/** A merge that was made, so that it can be undone while nothing else has moved the target. */
export type MergeDone = {
  target: string
  source: string
  before: string
  after: string
  strategy: MergeStrategy
}

/** Something that git ignores, and that there is no room to keep when its worktree goes. */
export type Unkept = {
  /** A folder ends in `/`. */
  path: string
  /** The repository's own worktree has a folder of that name as well: installed or built, and not made by hand. */
  elsewhere: boolean
}

/** What closing an agent would do. */
export type ClosePreview = {
  /** The worktree that is removed; null: it has none of its own, or somebody removed it. */
  folder: string | null
  /** The branch that is checked out in its own worktree; null: none. */
  branch: string | null
  /** Ikigai made that branch, and deletes it unless it is to be kept. */
  deletes: boolean
  /** Where its work would be merged to; null: there is no such branch. */
  target: string | null
  /** Commits that the target lacks; without a target, those that no other branch has. */
  unmerged: CommitLine[]
  /** The files in which they and the target are in conflict: then closing cannot merge them. */
  conflicts: string[]
  uncommitted: FileChange[]
  unkept: Unkept[]
}

/** A file's change as a unified diff, without the file header; empty where it is binary or too large to show. */
export type FileDiff = { change: FileChange; patch: string }

/** Something that a typed command needs decided; the page asks it in a dialog. `rest` is what was chained behind. */
export type Ask =
  | { kind: 'rewind'; agentId: string; to: RewindTarget; files: boolean; branch: boolean; rest: string | null }
  | { kind: 'search'; agentId: string; rest: string | null }
  | { kind: 'export'; agentId: string; format: 'markdown' | 'json'; rest: string | null }
  | { kind: 'compare'; agentId: string; a: string; b: string; rest: string | null }
  | { kind: 'merge'; agentId: string; target: string; rest: string | null }
  | { kind: 'close'; agentId: string; merge: boolean; keepBranch: boolean; rest: string | null }
  | { kind: 'commit'; agentId: string; rest: string | null }
  | { kind: 'diff'; agentId: string; file: string | null; staged: boolean; rest: string | null }
