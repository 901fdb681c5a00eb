import { expect, test } from 'vitest'
import type { ClosePreview } from '../../preload/protocol/git.ts'
import { counted, emptyWords, halves, linesOf, listed } from '../../renderer/git/change-words.ts'
import { closeWords } from '../../renderer/git/close-words.ts'
import { mergedWords, messageFor, strategyLine } from '../../renderer/merge/strategies.ts'
import { verdictLine, verdictOf } from '../../renderer/merge/verdict.ts'
import { aPreview } from '../helpers/agents.ts'

const uncommitted = aPreview().files

test('the verdict says what hinders first, and what is left behind', () => {
  const verdicts = [
    aPreview(),
    aPreview({ uncommitted }),
    aPreview({ conflicts: ['a.ts', 'b.ts', 'c.ts', 'd.ts'] }),
    aPreview({ hindrances: [{ kind: 'target-changed', path: '/repo', files: ['a.ts'] }] }),
    aPreview({ hindrances: [{ kind: 'underway', path: '/repo', what: 'rebase' }] }),
    aPreview({ hindrances: [{ kind: 'checked-out-twice', paths: ['/repo', '/other'] }] }),
    aPreview({ hindrances: [{ kind: 'only-fast-forward' }] }),
    aPreview({ hindrances: [{ kind: 'nothing-left' }] }),
    aPreview({ commits: [], files: [] }),
  ].map((preview) => {
    const { tone, words, detail } = verdictOf(preview, 'main')
    return `${tone}: ${words} ${detail}`.trim()
  })
  expect(verdicts).toEqual([
    'ok: merges cleanly 2 commits · 3 files',
    'ok: merges cleanly 2 commits · 3 files · 3 files not committed',
    'warn: conflicts in 4 files a.ts, b.ts, c.ts and 1 more',
    'warn: main has changes in the way a.ts',
    'warn: a rebase is under way in /repo',
    'warn: main is checked out twice in /repo and /other',
    'warn: main takes no merge commits merge.ff is only: squash or rebase',
    'none: nothing left to write main has all of it by other commits',
    'none: nothing to merge',
  ])
})

test('the dialog tells work that is merged from work that is not committed', () => {
  expect([
    verdictLine(aPreview({ commits: [] }), 'oauth', 'main'),
    verdictLine(aPreview({ commits: [], uncommitted }), 'oauth', 'main'),
    verdictLine(aPreview({ conflicts: ['a.ts'] }), 'oauth', 'main'),
    verdictLine(aPreview({ fastForward: true }), 'oauth', 'main'),
    verdictLine(aPreview({ strategy: 'rebase' }), 'oauth', 'main'),
  ]).toEqual([
    'Everything is merged already',
    'Everything that is committed is merged already',
    'Conflicts in 1 file',
    'Merges cleanly: main has nothing that oauth has not',
    'Rebases cleanly',
  ])
})

test('a message is offered only where a commit is made, and a squash of one commit keeps its subject', () => {
  const [second, first] = aPreview().commits
  const one = aPreview({
    commits: [second, first && { ...first, inherited: true }].filter((line) => line !== undefined),
  })
  expect([
    messageFor('merge', aPreview()),
    messageFor('merge', aPreview({ fastForward: true })),
    messageFor('rebase', aPreview()),
    messageFor('squash', aPreview()),
    messageFor('squash', one),
  ]).toEqual(["Merge branch 'oauth' into main", null, null, 'Squash oauth\n\n- First\n- Second', 'Second'])
  expect(strategyLine('merge', aPreview({ fastForward: true }), 'main')).toContain('no merge commit')
  expect(strategyLine('rebase', aPreview({ leftOut: ['x'] }), 'main')).toBe(
    '1 commit written anew on top of main, in a straight line; 1 left out.',
  )
})

test('a merge that was made says what it did, and what it would mean to undo it', () => {
  const done = { source: 'oauth', target: 'main', before: '5ae6b6e1', after: 'x', strategy: 'merge' as const }
  expect([
    mergedWords(done, 'root', 3),
    mergedWords({ ...done, strategy: 'squash' }, 'root', 2),
    mergedWords({ ...done, strategy: 'rebase' }, 'root', null),
  ]).toEqual([
    { text: 'Merged 3 commits into root', note: 'Undo takes root back to 5ae6b6e, without them.' },
    { text: 'Squashed 2 commits onto root', note: 'Undo takes root back to 5ae6b6e, without it.' },
    { text: 'Rebased oauth onto root', note: 'Undo takes root back to 5ae6b6e.' },
  ])
})

test('closing says what becomes of commits, branch and files', () => {
  const preview: ClosePreview = {
    ...{ folder: '/repo/.worktrees/oauth', branch: 'oauth', deletes: true, target: 'main' },
    ...{ unmerged: aPreview().commits, conflicts: [], uncommitted: [], unkept: [] },
  }
  const said = (differs: Partial<ClosePreview>, keeps = false) =>
    closeWords('oauth', { ...preview, ...differs }, differs.target === null ? null : 'main', keeps)
  expect(said({})).toEqual([
    'Merge and close puts 2 commits into main.',
    'Close without merging sets them aside: a snapshot keeps them.',
    'Its worktree and the branch oauth are removed.',
    'Its conversation is kept, and Restore in the side bar brings the agent back, with its branch and files.',
  ])
  expect(said({ conflicts: ['a.txt', 'b.txt'] })[0]).toBe(
    'Merging 2 commits into main conflicts in a.txt and b.txt: that is to be resolved before.',
  )
  expect(said({}, true)[1]).toBe('Close without merging leaves them on oauth.')
  expect(said({ unmerged: [] })[0]).toMatch(/^All of its work is merged/)
  expect(said({ folder: null, branch: null })[0]).toMatch(/no branch and no file is touched/)
})

test('closing promises no more than it does', () => {
  const preview: ClosePreview = {
    ...{ folder: '/repo/.worktrees/oauth', branch: 'oauth', deletes: false, target: null },
    ...{ unmerged: aPreview().commits, conflicts: [], uncommitted: [], unkept: [] },
  }
  const said = (differs: Partial<ClosePreview>) => closeWords('oauth', { ...preview, ...differs }, null, false)
  const unkept = [
    { path: 'node_modules/', elsewhere: true },
    { path: 'dump.sql', elsewhere: false },
  ]
  expect([
    said({})[0],
    said({})[1],
    said({ branch: null })[0],
    said({ branch: null })[1],
    said({ folder: null, deletes: true })[1],
    said({ unkept })[2],
    said({ unkept: unkept.slice(1) })[2],
  ]).toEqual([
    'Close without merging leaves them on oauth.',
    'Its worktree is removed; the branch oauth stays.',
    'Close without merging sets them aside: a snapshot keeps them.',
    'Its worktree is removed; no branch is checked out in it.',
    'Its worktree is gone already; the branch oauth is removed.',
    'node_modules/ and dump.sql are deleted for good: git ignores them, and there is too much of it to be kept.',
    'dump.sql is deleted for good: git ignores it, and there is too much of it to be kept.',
  ])
})

test('counts, lists, paths and empty changes are said plainly', () => {
  const change = { path: 'a', status: 'M' as const, from: null, added: null, removed: null }
  expect([
    counted(1, 'file'),
    counted(2000, 'commit'),
    listed(['a']),
    listed(['a', 'b']),
    ...halves('src/auth/token.ts'),
    ...halves('README.md'),
    linesOf([change, { added: 2, removed: 1 }]),
    emptyWords(change),
    emptyWords({ ...change, status: 'R', from: 'b', added: 0, removed: 0 }),
    emptyWords({ ...change, added: 90_000, removed: 0 }),
    emptyWords({ ...change, status: '?', added: 0, removed: 0 }),
  ]).toEqual([
    '1 file',
    '2,000 commits',
    'a',
    'a and b',
    'src/auth/',
    'token.ts',
    '',
    'README.md',
    { added: 2, removed: 1 },
    'A binary file.',
    'The same lines as b.',
    'The change is too large to show.',
    'An empty file.',
  ])
})
