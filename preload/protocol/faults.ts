/**
 * Everything that is expected to go wrong, as values.
 *
 * A fault carries what a sentence about it needs and no sentence: `explain`
 * writes those, in one place.
 */
export type Fault =
  // the door
  | { kind: 'bad-input'; what: string }
  | { kind: 'bug'; reference: string }
  | { kind: 'connection-lost' }
  // opening a project
  | { kind: 'no-project' }
  | { kind: 'project-already-open'; path: string }
  | { kind: 'not-a-folder'; path: string }
  | { kind: 'not-a-repository'; path: string }
  | { kind: 'bare-repository'; path: string }
  | { kind: 'open-elsewhere'; path: string; pid: number | null }
  | { kind: 'git-missing' }
  | { kind: 'git-too-old'; version: string }
  | { kind: 'git-failed'; verb: string; reason: string }
  /** Another reader of git than git itself. */
  | { kind: 'reader-failed'; name: string; reason: string }
  // branches and worktrees
  | { kind: 'no-commits' }
  | { kind: 'base-missing'; name: string }
  | { kind: 'branch-missing'; name: string }
  | { kind: 'branch-exists'; branch: string }
  | { kind: 'branch-apart'; branch: string }
  | { kind: 'branch-checked-out'; branch: string; path: string }
  | { kind: 'bad-branch-name'; name: string; why: string }
  | { kind: 'checked-out-twice'; branch: string; paths: [string, string] }
  | { kind: 'worktree-in-the-way'; path: string }
  | { kind: 'worktrees-inside'; folder: string }
  | { kind: 'worktree-gone'; path: string }
  | { kind: 'not-a-worktree'; path: string }
  | { kind: 'worktree-busy'; path: string; by: string }
  | { kind: 'worktree-dirty'; path: string; reason: string }
  | { kind: 'worktree-not-removed'; path: string; reason: string }
  | { kind: 'worktree-taken-back'; path: string; ref: string }
  | { kind: 'worktree-set-aside'; path: string; aside: string }
  /** `what` in a worktree is such that removing the worktree would lose it. */
  | { kind: 'not-keepable'; path: string; what: string; why: string }
  | { kind: 'setup-failed'; command: string; reason: string }
  | { kind: 'snapshot-missing'; snapshot: string }
  | { kind: 'lock-held'; path: string; by: string | null }
  // merging and committing
  | { kind: 'branch-moved'; branch: string }
  | { kind: 'nothing-to-merge'; source: string; target: string }
  | { kind: 'histories-unrelated'; source: string; target: string }
  | { kind: 'only-fast-forward'; source: string; target: string }
  /** `commit`: the subject of the commit that conflicts, where commits are replayed one by one. */
  | { kind: 'merge-conflicts'; source: string; target: string; files: string[]; commit: string | null }
  | { kind: 'target-in-the-way'; target: string; path: string; files: string[] }
  | { kind: 'underway'; path: string; what: 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect' }
  | { kind: 'hook-failed'; hook: string; reason: string }
  | { kind: 'signing-failed'; reason: string }
  | { kind: 'no-identity' }
  | { kind: 'undo-too-late'; target: string }
  /** `left`: files that a person has changed since, and that were left alone. */
  | {
      kind: 'landing-interrupted'
      action: string
      branch: string
      path: string
      outcome: 'complete' | 'rolled-back' | 'moved-on'
      left: string[]
    }
  | { kind: 'commit-missing'; name: string }
  | { kind: 'pick-is-merge'; commit: string }
  | { kind: 'nothing-to-commit'; path: string }
  | { kind: 'conflicts-left'; path: string; files: string[] }
  // the data folder
  | { kind: 'home-unwritable'; path: string; reason: string }
  | { kind: 'database-set-aside'; path: string; reason: string }
  | { kind: 'settings-set-aside'; path: string; reason: string }
  | { kind: 'store-failed'; reason: string }
  | { kind: 'secret-not-kept'; reason: string }
  // agents
  | { kind: 'no-agent'; name: string; names: string[] }
  | { kind: 'agent-ambiguous'; name: string; names: string[] }
  | { kind: 'name-taken'; name: string }
  | { kind: 'bad-name'; name: string; why: string }
  | { kind: 'root-stays'; name: string }
  | { kind: 'agent-detached'; name: string }
  | { kind: 'no-target'; name: string | null }
  | { kind: 'no-worktree'; name: string }
  | { kind: 'nothing-to-continue'; name: string }
  | { kind: 'nothing-to-sum-up'; name: string }
  | { kind: 'run-goes-on'; name: string }
  | { kind: 'sub-agent-reads-only'; name: string; parent: string | null }
  | { kind: 'too-many-agents'; most: number }
  | { kind: 'too-deep'; most: number }
  | { kind: 'no-approval' }
  | { kind: 'no-queued-message' }
  | { kind: 'no-entry' }
  // marks
  | { kind: 'mark-missing'; label: string; labels: string[] }
  | { kind: 'no-mark-before'; labels: string[] }
  | { kind: 'bad-label'; label: string; why: string }
  | { kind: 'no-snapshot'; name: string; why: string }
  | { kind: 'nothing-to-undo'; name: string }
  | { kind: 'branch-not-own'; name: string }
  /** Null: no branch. */
  | { kind: 'other-branch'; path: string; is: string | null; was: string | null }
  /** A crash had interrupted it, and it was ended at the start; `why`: it could not be. */
  | { kind: 'rewind-interrupted'; name: string; why: string | null }
  /** The working files are not as they were when the restore was looked at. */
  | { kind: 'files-moved'; path: string }
  | { kind: 'restore-in-the-way'; path: string; files: string[] }
  /** `kept`: a folder with files of before that could not be put back; null: all are as before. */
  | { kind: 'restore-failed'; path: string; reason: string; kept: string | null }
  | { kind: 'directory-busy'; path: string; names: string[] }
  | { kind: 'session-missing'; number: number; most: number }
  | { kind: 'conversation-unreadable'; why: string }
  // memory documents
  | { kind: 'memory-missing'; ref: string }
  | { kind: 'memory-in-use'; number: number; agents: string[] }
  | { kind: 'bad-alias'; alias: string; why: string }
  | { kind: 'alias-taken'; alias: string; number: number }
  | { kind: 'bad-title'; title: string; why: string }
  /** `unformed`: it is text, and not in the form of a document. */
  | { kind: 'memory-unreadable'; why: string; unformed: boolean }
  // what was typed
  | { kind: 'unknown-command'; name: string; near: string[] }
  | { kind: 'bad-argument'; command: string; reason: string; usage: string }
  | { kind: 'file-not-attached'; path: string; why: string }
  // the model
  | { kind: 'key-missing'; model: string }
  | { kind: 'key-refused'; host: string }
  | { kind: 'model-unreachable'; url: string; reason: string }
  | { kind: 'model-not-found'; model: string; host: string }
  | { kind: 'model-busy'; status: number; host: string; tries: number }
  | { kind: 'model-refused'; status: number; reason: string }
  | { kind: 'quota-spent'; host: string }
  | { kind: 'context-full'; model: string }
  | { kind: 'stream-cut'; tries: number }
  | { kind: 'reply-unreadable'; reason: string }
  // the terminal
  | { kind: 'terminal-unavailable'; reason: string }
  | { kind: 'too-many-terminals'; most: number; idle: { id: string; agent: string } | null }
  | { kind: 'terminal-busy'; programs: string[] }
  | { kind: 'no-terminal' }
  // how a run ends without being finished
  | { kind: 'interrupted' }
  | { kind: 'stopped' }
  | { kind: 'step-limit'; steps: number }

export type FaultKind = Fault['kind']

/** The faults of the kinds named: `FaultOf<'name-taken' | 'bad-name'>`. */
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>
