import { expect, test } from 'vitest'
import { contract } from '../../preload/protocol/contract.ts'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'

const at = { path: '/repo/.worktrees/oauth' }

/** One of every fault that closing, removing, merging or committing may end with. */
const faults: Fault[] = [
  { kind: 'no-agent', name: 'x', names: ['main'] },
  { kind: 'no-agent', name: 'x', names: [] },
  { kind: 'root-stays', name: 'main' },
  { kind: 'git-failed', verb: 'worktree add', reason: 'the disk is full' },
  { kind: 'not-a-repository', ...at },
  { kind: 'agent-detached', name: 'oauth' },
  { kind: 'no-target', name: null },
  { kind: 'no-target', name: 'nowhere' },
  { kind: 'agent-ambiguous', name: 'o', names: ['oauth', 'other'] },
  { kind: 'no-worktree', name: 'helper' },
  { kind: 'no-commits' },
  { kind: 'base-missing', name: 'nowhere' },
  { kind: 'branch-missing', name: 'oauth' },
  { kind: 'branch-exists', branch: 'oauth' },
  { kind: 'branch-apart', branch: 'oauth' },
  { kind: 'branch-checked-out', branch: 'oauth', ...at },
  { kind: 'checked-out-twice', branch: 'main', paths: ['/repo', at.path] },
  { kind: 'bad-branch-name', name: 'a b', why: 'git does not allow that name' },
  { kind: 'worktree-in-the-way', ...at },
  { kind: 'worktrees-inside', folder: at.path },
  { kind: 'worktree-gone', ...at },
  { kind: 'not-a-worktree', ...at },
  { kind: 'worktree-busy', ...at, by: 'vim (process 42)' },
  { kind: 'worktree-dirty', ...at, reason: 'it contains modified or untracked files' },
  { kind: 'worktree-not-removed', ...at, reason: 'permission denied' },
  { kind: 'worktree-set-aside', ...at, aside: '/repo/.worktrees/.removing-oauth-1' },
  { kind: 'not-keepable', ...at, what: 'lib/part', why: 'it is a repository of its own' },
  { kind: 'snapshot-missing', snapshot: 'refs/ikigai/closed/1/2' },
  { kind: 'lock-held', path: '/repo/.git/index.lock', by: null },
  { kind: 'lock-held', path: '/repo/.git/index.lock', by: 'git (process 42)' },
  { kind: 'stopped' },
  { kind: 'branch-moved', branch: 'main' },
  { kind: 'other-branch', ...at, is: 'main', was: 'oauth' },
  { kind: 'other-branch', ...at, is: null, was: null },
  { kind: 'nothing-to-merge', source: 'oauth', target: 'main' },
  { kind: 'histories-unrelated', source: 'oauth', target: 'main' },
  { kind: 'only-fast-forward', source: 'oauth', target: 'main' },
  { kind: 'merge-conflicts', source: 'oauth', target: 'main', files: ['a.ts'], commit: null },
  { kind: 'merge-conflicts', source: 'oauth', target: 'main', files: ['a.ts'], commit: 'Add OAuth' },
  { kind: 'target-in-the-way', target: 'main', path: '/repo', files: ['a.ts', 'b.ts'] },
  { kind: 'underway', ...at, what: 'rebase' },
  { kind: 'hook-failed', hook: 'pre-commit', reason: 'lint fails' },
  { kind: 'signing-failed', reason: 'no key' },
  { kind: 'no-identity' },
  {
    ...{ kind: 'landing-interrupted', action: 'merge', branch: 'main', path: '/repo' },
    ...{ outcome: 'rolled-back', left: [] },
  },
  { kind: 'files-moved', ...at },
  { kind: 'restore-in-the-way', ...at, files: ['a.ts'] },
  { kind: 'restore-failed', ...at, reason: 'no space is left', kept: null },
  { kind: 'restore-failed', ...at, reason: 'no space is left', kept: '/repo/.git/ikigai/kept' },
  { kind: 'undo-too-late', target: 'main' },
  { kind: 'nothing-to-commit', ...at },
  { kind: 'conflicts-left', ...at, files: ['a.ts'] },
  { kind: 'terminal-busy', programs: ['vim'] },
  { kind: 'name-taken', name: 'oauth' },
  { kind: 'bad-name', name: 'a b', why: 'it has a space' },
]

test('every fault of closing, removing, merging and committing is known here', () => {
  const known = new Set(faults.map(({ kind }) => kind))
  const declared = ['agent.close', 'agent.restore', 'merge.run', 'merge.undo', 'commit.run'] as const
  expect(declared.flatMap((call) => contract[call].faults).filter((kind) => !known.has(kind))).toEqual([])
})

/** What ends as somebody else's words end, or has nothing to add. */
const ends = (fault: Fault) => (fault.kind === 'git-failed' || fault.kind === 'hook-failed' ? /\S$/ : /[^.]\.$/)

test.each(faults.map((fault) => [fault.kind, fault] as const))('%s says on one line what happened', (_kind, fault) => {
  const sentence = explain(fault)
  expect(sentence).toMatch(ends(fault))
  expect(sentence).not.toMatch(/\n|undefined|null|\[object|\s{2}/)
  // all that the fault knows is in it
  for (const [key, known] of Object.entries(fault)) {
    if (key !== 'kind' && key !== 'outcome' && typeof known === 'string') expect(sentence).toContain(known)
  }
})

test('only a file that is text is told what form it needs', () => {
  const kind = 'memory-unreadable' as const
  expect([
    explain({ kind, why: 'it is too large', unformed: false }),
    explain({ kind, why: 'it has no front matter', unformed: true }),
  ]).toEqual([
    'That file was not read: it is too large.',
    'That file was not read: it has no front matter. It needs front matter with a title between two lines of ---.',
  ])
})
