/** What changing a repository may end with. */
export const gitFaults = [
  'git-failed',
  'not-a-repository',
  'agent-detached',
  'no-target',
  'agent-ambiguous',
  'no-worktree',
  'no-commits',
  'base-missing',
  'branch-missing',
  'branch-exists',
  'branch-checked-out',
  'bad-branch-name',
  'worktree-in-the-way',
  'worktree-gone',
  'not-a-worktree',
  'worktree-busy',
  'worktree-dirty',
  'worktree-set-aside',
  'not-keepable',
  'worktree-not-removed',
  'snapshot-missing',
  'files-moved',
  'restore-in-the-way',
  'restore-failed',
  'lock-held',
  'stopped',
  'branch-moved',
  'nothing-to-merge',
  'histories-unrelated',
  'only-fast-forward',
  'merge-conflicts',
  'target-in-the-way',
  'underway',
  'hook-failed',
  'signing-failed',
  'no-identity',
  'undo-too-late',
  'landing-interrupted',
  'nothing-to-commit',
  'conflicts-left',
  'terminal-busy',
  'name-taken',
  'bad-name',
] as const

/** What asking a model may end with. */
export const modelFaults = [
  'key-missing',
  'key-refused',
  'model-unreachable',
  'model-not-found',
  'model-busy',
  'model-refused',
  'quota-spent',
  'context-full',
  'stream-cut',
  'reply-unreadable',
  'stopped',
] as const

/** What writing a memory document may end with. */
export const memoryFaults = ['memory-missing', 'bad-alias', 'alias-taken', 'bad-title'] as const

/** What going back to a place may end with. */
export const rewindFaults = [
  'no-entry',
  'no-snapshot',
  'nothing-to-undo',
  'branch-not-own',
  'directory-busy',
  ...gitFaults,
] as const
