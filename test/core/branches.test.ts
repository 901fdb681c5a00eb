import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MergeStrategy } from '../../preload/protocol/git.ts'
import { type OpenedCore, openCore, value } from '../helpers/open-core.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let home: string
let repository: string
let opened: OpenedCore

beforeEach(async () => {
  folder = temporaryFolder()
  home = join(folder.path, 'home')
  repository = join(folder.path, 'sample')
  makeRepository(repository, { 'README.md': '# Sample\n', 'a.txt': 'one\n', '.gitignore': '.env\n' })
  writeFiles(repository, { '.env': 'SECRET=1\n' })
  opened = await openCore({ home, repository })
})
afterEach(async () => {
  await opened.close()
  folder.remove()
})

const type = async (text: string, name = 'main') =>
  value(opened.call('message.send', { agentId: opened.agent(name).id, text }))

/** Work of an agent, committed in its own worktree. */
function work(name: string, files: Record<string, string>): string {
  const { directory } = opened.agent(name)
  writeFiles(directory, files)
  runGit(directory, 'add', '--all')
  runGit(directory, 'commit', '--quiet', '--message', `Work of ${name}`)
  return directory
}

const status = (name: string) => opened.agent(name).status
const subjects = (ref: string) => runGit(repository, 'log', '--format=%s', ref).trim().split('\n')

describe('an agent with a worktree', () => {
  test('gets a branch and a folder of its own, hidden from git status, with what it needs copied', async () => {
    const { view } = await type('/agent new oauth --worktree')
    const agent = opened.agent('oauth')
    expect(view).toBe(agent.id)
    expect(agent).toMatchObject({ ownWorktree: true, base: 'main', directory: join(repository, '.worktrees', 'oauth') })
    expect(runGit(agent.directory, 'branch', '--show-current')).toBe('oauth\n')
    expect(readFileSync(join(agent.directory, '.env'), 'utf8')).toBe('SECRET=1\n')
    expect(runGit(repository, 'status', '--porcelain')).toBe('')
  })

  test('shows how it stands as files and branches change, whoever changes them', async () => {
    await type('/agent new oauth --worktree')
    work('oauth', { 'b.txt': 'b\n' })
    await opened.until(() => status('oauth').ahead === 1)
    writeFiles(opened.agent('oauth').directory, { 'a.txt': 'changed\n', 'new.txt': 'x' })
    await opened.until(() => status('oauth').modified === 1 && status('oauth').untracked === 1)
    writeFiles(repository, { 'c.txt': 'c\n' })
    runGit(repository, 'add', 'c.txt')
    runGit(repository, 'commit', '--quiet', '--message', 'Elsewhere')
    await opened.until(() => status('oauth').behind === 1)
    expect(opened.state().branches.map(({ name, base }) => [name, base])).toEqual([
      ['main', null],
      ['oauth', 'main'],
    ])
  })

  test('is refused in one sentence where its branch exists', async () => {
    runGit(repository, 'branch', 'taken')
    const answer = await opened.call('message.send', {
      agentId: opened.agent('main').id,
      text: '/agent new taken --worktree',
    })
    expect(answer).toEqual({ ok: false, fault: { kind: 'branch-exists', branch: 'taken' } })
    expect(existsSync(join(repository, '.worktrees', 'taken'))).toBe(false)
    await type('/agent new other --worktree --branch=taken')
    expect(opened.agent('other')).toMatchObject({ status: { branch: 'taken' } })
  })

  test('below another is based on the branch of that one', async () => {
    await type('/agent new outer --worktree')
    await type('/agent new inner --worktree', 'outer')
    expect(opened.agent('inner').base).toBe('outer')
  })
})

describe('merging', () => {
  test('and closing in one line lands the work and clears up', async () => {
    await type('/agent new oauth --worktree')
    const directory = work('oauth', { 'b.txt': 'b\n' })
    const { view } = await type('/agent merge && /agent close', 'oauth')
    expect(view).toBe(opened.agent('main').id)
    expect(subjects('main')).toContain('Work of oauth')
    expect(readFileSync(join(repository, 'b.txt'), 'utf8')).toBe('b\n')
    expect(existsSync(directory)).toBe(false)
    expect(runGit(repository, 'branch', '--list', 'oauth')).toBe('')
    expect(opened.state().closed.map(({ name }) => name)).toEqual(['oauth'])
  })

  test('can be undone while nothing else has moved the target', async () => {
    await type('/agent new oauth --worktree')
    work('oauth', { 'b.txt': 'b\n' })
    const before = runGit(repository, 'rev-parse', 'main')
    await type('/agent merge', 'oauth')
    const [merge] = opened.state().merges
    await value(opened.call('merge.undo', { id: merge?.id ?? '' }))
    expect(runGit(repository, 'rev-parse', 'main')).toBe(before)
    expect(existsSync(join(repository, 'b.txt'))).toBe(false)
    expect(opened.state().merges).toEqual([])
  })

  test('into a typed name means the branch of that name, though the root agent is called so', async () => {
    runGit(repository, 'switch', '--quiet', '--create', 'feature')
    await opened.until(() => status('main').branch === 'feature' && opened.state().branches.length === 2)
    await type('/agent new fix --worktree')
    work('fix', { 'b.txt': 'b\n' })
    await type('/agent merge main', 'fix')
    expect([subjects('main'), subjects('feature')]).toEqual([['Work of fix', 'First'], ['First']])
  })

  test('says how many commits it brought, whichever way', async () => {
    const made: (number | null)[] = []
    const connection = opened.core.connect((frame) => {
      if (frame.kind === 'event' && frame.event.type === 'merge-made') made.push(frame.event.commits)
    })
    await type('/agent new oauth --worktree')
    for (const strategy of ['merge', 'squash', 'rebase'] as const) {
      work('oauth', { [`${strategy} 1`]: 'x\n' })
      work('oauth', { [`${strategy} 2`]: 'x\n' })
      writeFiles(repository, { 'ours.txt': `${strategy}\n` })
      runGit(repository, 'add', '--all')
      runGit(repository, 'commit', '--quiet', '--message', 'Ours')
      const { id: agentId } = opened.agent('oauth')
      const seen = await value(opened.call('merge.preview', { agentId, target: 'main', strategy }))
      const { sourceId, targetId, leftOut } = seen
      expect(leftOut).toEqual([])
      await value(opened.call('merge.run', { agentId, target: 'main', sourceId, targetId, strategy, message: null }))
      runGit(opened.agent('oauth').directory, 'reset', '--quiet', '--hard', 'main')
    }
    connection.close()
    expect(made).toEqual([2, 2, 2])
  })

  test('asks where git takes no merge commit, and a rebase goes', async () => {
    await type('/agent new oauth --worktree')
    work('oauth', { 'b.txt': 'b\n' })
    writeFiles(repository, { 'a.txt': 'ours\n' })
    runGit(repository, 'commit', '--quiet', '--all', '--message', 'Ours')
    runGit(repository, 'config', 'merge.ff', 'only')
    expect((await type('/agent merge', 'oauth')).ask).toMatchObject({ kind: 'merge', target: 'main' })
    const { id: agentId } = opened.agent('oauth')
    const hindrances = async (strategy: MergeStrategy) =>
      (await value(opened.call('merge.preview', { agentId, target: 'main', strategy }))).hindrances
    expect(await hindrances('merge')).toEqual([{ kind: 'only-fast-forward' }])
    expect([...(await hindrances('squash')), ...(await hindrances('rebase'))]).toEqual([])
  })

  test('says that a branch which is checked out twice would not follow everywhere', async () => {
    await type('/agent new oauth --worktree')
    work('oauth', { 'b.txt': 'b\n' })
    const other = `${repository}-other`
    runGit(repository, 'worktree', 'add', '--quiet', '--force', other, 'main')
    const { id: agentId } = opened.agent('oauth')
    const preview = await value(opened.call('merge.preview', { agentId, target: 'main', strategy: 'merge' }))
    expect(preview.hindrances).toEqual([{ kind: 'checked-out-twice', paths: [repository, other] }])
    runGit(repository, 'worktree', 'remove', other)
  })

  test('shows each file that it would bring, its odd name and its former one', async () => {
    await type('/agent new oauth --worktree')
    const directory = work('oauth', { ':(top)a': 'x\n' })
    runGit(directory, 'mv', 'a.txt', 'moved.txt')
    work('oauth', { 'moved.txt': 'one\ntwo\n' })
    const { id: agentId } = opened.agent('oauth')
    const { files, between } = await value(opened.call('merge.preview', { agentId, target: 'main', strategy: 'merge' }))
    const patches = await Promise.all(
      files.map(({ path, from }) => value(opened.call('diff.between', { agentId, ...between, file: path, was: from }))),
    )
    expect(files.map(({ path }, index) => [path, patches[index]])).toEqual([
      [':(top)a', '@@ -0,0 +1 @@\n+x\n'],
      ['moved.txt', '@@ -1 +1,2 @@\n one\n+two\n'],
    ])
  })

  test('asks where there is uncommitted work, and touches nothing', async () => {
    await type('/agent new oauth --worktree')
    const directory = work('oauth', { 'b.txt': 'b\n' })
    writeFiles(directory, { 'c.txt': 'c\n' })
    const answer = await type('/agent merge && /agent close', 'oauth')
    expect(answer.ask).toEqual({
      kind: 'merge',
      agentId: opened.agent('oauth').id,
      target: 'main',
      rest: '/agent close',
    })
    expect(subjects('main')).toEqual(['First'])
  })

  test('of a conflict asks, and is solved in the worktree of the agent', async () => {
    await type('/agent new oauth --worktree')
    const directory = work('oauth', { 'a.txt': 'theirs\n' })
    writeFiles(repository, { 'a.txt': 'ours\n' })
    runGit(repository, 'commit', '--quiet', '--all', '--message', 'Ours')
    const before = runGit(repository, 'rev-parse', 'main')
    expect((await type('/agent merge', 'oauth')).ask).toMatchObject({ kind: 'merge', target: 'main' })
    const { id: agentId } = opened.agent('oauth')
    const preview = await value(opened.call('merge.preview', { agentId, target: 'main', strategy: 'merge' }))
    expect(preview.conflicts).toEqual(['a.txt'])

    await value(opened.call('merge.resolve', { agentId, target: 'main', rest: null }))
    expect(runGit(repository, 'rev-parse', 'main')).toBe(before)
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toContain('<<<<<<<')
    await value(opened.call('run.stop', { agentId }))
    writeFiles(directory, { 'a.txt': 'both\n' })
    await type('/commit "Solve it"', 'oauth')
    await type('/agent merge', 'oauth')
    expect(readFileSync(join(repository, 'a.txt'), 'utf8')).toBe('both\n')
  })
})

describe('closing', () => {
  test('asks before work vanishes, keeps it, and restores branch, files and conversation', async () => {
    await type('/agent new oauth --worktree')
    const directory = work('oauth', { 'b.txt': 'b\n' })
    writeFiles(directory, { 'a.txt': 'changed\n', 'new.txt': 'x\n' })
    const { id: agentId } = opened.agent('oauth')
    expect((await type('/agent close --no-merge', 'oauth')).ask).toMatchObject({ kind: 'close', agentId, merge: false })
    expect(await value(opened.call('close.preview', { agentId }))).toMatchObject({
      branch: 'oauth',
      target: 'main',
      unmerged: [{ subject: 'Work of oauth' }],
    })
    const head = runGit(repository, 'rev-parse', 'oauth')
    await value(opened.call('agent.close', { agentId, merge: false, keepBranch: false }))
    expect(existsSync(directory)).toBe(false)
    expect(runGit(repository, 'branch', '--list', 'oauth')).toBe('')
    expect(subjects('main')).toEqual(['First'])

    await type('/agent restore oauth')
    expect(runGit(repository, 'rev-parse', 'oauth')).toBe(head)
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('changed\n')
    expect(runGit(directory, 'status', '--porcelain').trim().split('\n').sort()).toEqual(['?? new.txt', 'M a.txt'])
    expect(opened.agent('oauth')).toMatchObject({ ownWorktree: true, base: 'main' })
  })

  test('neither asks about nor merges into the base what was merged into another branch', async () => {
    runGit(repository, 'branch', 'release')
    await type('/agent new fix --worktree')
    const directory = work('fix', { 'b.txt': 'b\n' })
    await opened.until(() => opened.state().branches.some(({ name }) => name === 'release'))
    const before = runGit(repository, 'rev-parse', 'release')
    await type('/agent merge release', 'fix')
    const merged = runGit(repository, 'rev-parse', 'release').trim()

    runGit(repository, 'update-ref', 'refs/heads/release', before.trim())
    expect((await type('/agent close', 'fix')).ask).toMatchObject({ kind: 'close', merge: true })
    runGit(repository, 'update-ref', 'refs/heads/release', merged)
    expect((await type('/agent close', 'fix')).ask).toBeNull()
    expect([existsSync(directory), runGit(repository, 'branch', '--list', 'fix')]).toEqual([false, ''])
    expect([subjects('release'), subjects('main')]).toEqual([['Work of fix', 'First'], ['First']])
  })

  test('leaves a branch that it did not make', async () => {
    runGit(repository, 'branch', 'theirs')
    await type('/agent new helper --worktree --branch=theirs')
    await type('/agent close', 'helper')
    expect(runGit(repository, 'branch', '--list', 'theirs').trim()).toBe('theirs')
  })

  test('of one whose folder was removed by hand works', async () => {
    await type('/agent new oauth --worktree')
    const { directory } = opened.agent('oauth')
    await opened.until(() => opened.state().branches.length === 2)
    runGit(repository, 'worktree', 'remove', '--force', directory)
    await opened.until(() => opened.agent('oauth').lost)
    await type('/agent close', 'oauth')
    expect(opened.state().agents.map(({ name }) => name)).toEqual(['main'])
  })
})
