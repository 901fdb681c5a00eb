import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MergeStrategy } from '../../../preload/protocol/git.ts'
import { type GitSample, gitSample } from '../../helpers/git-sample.ts'
import { filesOf } from '../../helpers/git-world.ts'

let { world, top, git, id, write, commit, commitOn, hook, merge } = {} as GitSample

/** Both branches have a commit of their own, and they go together. */
beforeEach(() => {
  ;({ world, top, git, id, write, commit, commitOn, hook, merge } = gitSample())
  commit({ 'b.txt': 'main\n' }, 'On main')
  commitOn('work', { 'a.txt': '1\n2\n3\n4\n5\n6\n7\nwork\n' }, 'On work')
})
afterEach(() => world.remove())

/** The attempt, and whether anything is different after it. */
async function attempt(strategy: MergeStrategy = 'merge') {
  const state = () => [git('status', '--porcelain=v2', '--branch'), git('ls-files', '--stage'), filesOf(top)]
  const before = state()
  const result = await merge(strategy)
  expect(readdirSync(join(top, '.git', 'ikigai'))).toEqual([])
  expect(state()).toEqual(before)
  return result.ok ? null : result.fault
}

describe('hooks', () => {
  test('that refuse leave everything as it was, and are named with what they said', async () => {
    for (const [name, strategy] of [
      ['pre-merge-commit', 'merge'],
      ['pre-commit', 'squash'],
      ['prepare-commit-msg', 'squash'],
      ['commit-msg', 'merge'],
    ] as const) {
      hook(name, 'echo "no: $0" | sed "s|/.*/||"; echo because >&2; exit 3')
      expect(await attempt(strategy)).toEqual({ kind: 'hook-failed', hook: name, reason: `no: ${name}\nbecause` })
      hook(name, 'exit 0')
    }
  })

  test('see the merged files, on the target, with a merge under way', async () => {
    const log = join(world.path, 'log')
    const look = `{ git symbolic-ref HEAD; git status --porcelain; tail -1 a.txt; cat b.txt; git rev-parse -q --verify MERGE_HEAD; } >> '${log}'`
    hook('pre-merge-commit', look)
    git('checkout', '--quiet', '--detach', 'main~1') // the answers are the same wherever the target is
    expect((await merge()).ok).toBe(true)
    expect(readFileSync(log, 'utf8')).toBe(`refs/heads/main\nM  a.txt\nwork\nmain\n${id('work')}\n`)
  })

  test('that change or unset where git looks still find the same repository', async () => {
    hook(
      'pre-merge-commit',
      'unset $(git rev-parse --local-env-vars); git diff --cached --name-only > "$(git rev-parse --git-common-dir)/seen"',
    )
    expect((await merge()).ok).toBe(true)
    expect(readFileSync(join(top, '.git', 'seen'), 'utf8')).toBe('a.txt\n')
  })

  test('may change the message, and pre-commit what is committed, as in git', async () => {
    hook('prepare-commit-msg', 'echo "kind $2" >> "$1"')
    hook('commit-msg', 'printf "\\n\\nSigned: me  \\n\\n" >> "$1"')
    hook('pre-commit', 'echo formatted > a.txt; git add a.txt; echo stray > stray.txt')
    expect((await merge('squash', { message: 'All of it' })).ok).toBe(true)
    expect(git('log', '-1', '--format=%B', 'main')).toBe('All of it\nkind squash\n\nSigned: me\n')
    expect(git('show', '--format=', '--name-only', 'main')).toBe('a.txt')
    expect(readFileSync(join(top, 'a.txt'), 'utf8')).toBe('formatted\n')
    expect(existsSync(join(top, 'stray.txt'))).toBe(false)
  })

  test('that leave no message stop the merge, as in git', async () => {
    hook('commit-msg', ': > "$1"')
    expect(await attempt()).toMatchObject({ kind: 'hook-failed', hook: 'commit-msg' })
  })

  test('that take the message away, as git stash does, stop the merge', async () => {
    hook('pre-merge-commit', 'git reset --quiet --hard')
    expect(await attempt()).toMatchObject({ kind: 'hook-failed', hook: 'pre-merge-commit' })
  })

  test('are those of core.hooksPath, also where that is relative or the target is in another worktree', async () => {
    git('config', 'core.hooksPath', '.hooks')
    hook('commit-msg', 'exit 1')
    hook('commit-msg', 'echo relative >> "$1"', join(top, '.hooks'))
    expect((await merge()).ok).toBe(true)
    expect(git('log', '-1', '--format=%B', 'main')).toBe("Merge branch 'work'\nrelative\n")
  })

  test('run after the merge where the target is checked out', async () => {
    hook('post-merge', 'git log -1 --format=%s > "$(git rev-parse --show-toplevel)/../after"')
    expect((await merge()).ok).toBe(true)
    expect(readFileSync(join(world.path, 'after'), 'utf8')).toBe("Merge branch 'work'\n")
  })

  test('of the reference transaction may refuse the last step', async () => {
    git('checkout', '--quiet', '--detach')
    hook('reference-transaction', 'test "$1" != prepared || ! grep -q refs/heads/main')
    const before = id('main')
    expect(await merge()).toMatchObject({ ok: false, fault: { kind: 'hook-failed', hook: 'reference-transaction' } })
    expect(id('main')).toBe(before)
  })

  test('are shown by their first lines however much they print', async () => {
    hook('pre-merge-commit', 'yes "a line" | head -c 3000000; exit 1')
    const fault = await attempt()
    expect(fault?.kind === 'hook-failed' && fault.reason.split('\n')).toEqual(Array(6).fill('a line'))
  })
})

describe('a signature', () => {
  test('that fails leaves everything as it was', async () => {
    git('config', 'commit.gpgsign', 'true')
    git('config', 'gpg.program', 'false')
    const state = () => [git('status', '--porcelain=v2', '--branch'), filesOf(top)]
    const before = state()
    for (const strategy of ['merge', 'squash', 'rebase'] as const) {
      const result = await merge(strategy)
      expect(result).toMatchObject({ ok: false, fault: { kind: 'signing-failed' } })
    }
    expect(state()).toEqual(before)
  })

  test('is on the commits that are made, and no merge needs one to move forward', async () => {
    git('config', 'commit.gpgsign', 'true')
    const signer = join(world.path, 'signer')
    write({ signer: '#!/bin/sh\ncat > /dev/null\necho "[GNUPG:] SIG_CREATED " >&2\necho signature\n' }, world.path)
    git('config', 'gpg.program', signer)
    chmodSync(signer, 0o755)
    expect((await merge('rebase')).ok).toBe(true)
    expect(git('cat-file', 'commit', 'main')).toContain('gpgsig signature')
  })
})
