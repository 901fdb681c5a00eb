import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { gitBetween } from '../helpers/git-between.ts'
import { value } from '../helpers/open-core.ts'
import { sampleProject } from '../helpers/sample-project.ts'
import { runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'

/** Whether a commit can still be reached by a name, so that git never collects it. */
const named = (repository: string, commit: string) =>
  runGit(repository, 'for-each-ref', `--contains=${commit}`, '--format=%(refname)') !== ''

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')

test('files that a person writes while the worktree is being closed come back', async () => {
  const place = temporaryFolder()
  onTestFinished(place.remove)
  const shim = gitBetween(place.path)
  const at = await sampleProject({ environment: shim.environment })
  for (const name of ['clean', 'dirty']) {
    const directory = await at.make(name)
    if (name === 'dirty') writeFiles(directory, { 'early.txt': 'early\n' })
    const writes = `echo late > '${directory}/late.txt' && printf 'one\\ntwo\\n' > '${directory}/a.txt'`
    // up to the moment in which it is moved aside
    shim.before('worktree list', `[ -d '${directory}' ] && ${writes}`)
    expect(await at.close(name)).toMatchObject({ ok: true })
    shim.off()
    expect(existsSync(directory)).toBe(false)
    await at.type(`/agent restore ${name}`)
    expect([name, read(directory, 'late.txt'), read(directory, 'a.txt')]).toEqual([name, 'late\n', 'one\ntwo\n'])
  }
})

test('commits that nothing else has stay reachable, and come back with the branch', async () => {
  const at = await sampleProject()
  await at.make('oauth')
  const tip = at.work('oauth', { 'b.txt': 'b\n' })
  expect((await at.type('/agent close', 'oauth')).ask).toMatchObject({ kind: 'close' })
  await value(at.close('oauth'))
  expect(at.git('branch', '--list', 'oauth')).toBe('')
  at.git('reflog', 'expire', '--expire=now', '--all')
  at.git('gc', '--quiet', '--prune=now')
  await at.type('/agent restore oauth')
  expect(at.git('rev-parse', 'oauth')).toBe(tip)
})

test('so do those of a worktree that was removed by hand, which closing asks about and can merge', async () => {
  const at = await sampleProject()
  for (const name of ['set-aside', 'merged']) {
    const directory = await at.make(name)
    const tip = at.work(name, { [`${name}.txt`]: 'b\n' })
    at.git('worktree', 'remove', directory)
    await at.core().until((state) => state.agents.some((one) => one.name === name && one.lost))
    expect(await at.type('/agent close --no-merge', name)).toMatchObject({ ask: { kind: 'close' } })
    await value(at.close(name, { merge: name === 'merged' }))
    expect(at.git('branch', '--list', name)).toBe('')
    expect(named(at.repository, tip)).toBe(true)
    await at.type(`/agent restore ${name}`)
    expect(runGit(directory, 'rev-parse', 'HEAD', name)).toBe(`${tip}\n${tip}\n`)
    expect(read(directory, `${name}.txt`)).toBe('b\n')
  }
  expect(at.git('log', '--format=%s', 'main')).toBe('Work of merged\nFirst')
})

test('those of a branch that somebody deleted come back as well, with the files', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  const tip = at.work('oauth', { 'b.txt': 'b\n' })
  writeFiles(directory, { 'new.txt': 'new\n' })
  at.git('update-ref', '-d', 'refs/heads/oauth')
  expect(await at.type('/agent close', 'oauth')).toMatchObject({ ask: { kind: 'close' } })
  await value(at.close('oauth'))
  expect(named(at.repository, tip)).toBe(true)
  await at.type('/agent restore oauth')
  expect(runGit(directory, 'rev-parse', 'HEAD')).toBe(`${tip}\n`)
  expect(runGit(directory, 'status', '--porcelain').trim()).toBe('?? new.txt')
})

test('a detached worktree asks, is kept whole, and comes back detached', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  runGit(directory, 'checkout', '--quiet', '--detach')
  const tip = at.work('oauth', { 'b.txt': 'b\n' })
  writeFiles(directory, { 'new.txt': 'new\n' })
  await at.core().until(() => at.agent('oauth').status.branch === null)
  expect(await at.type('/agent close --no-merge', 'oauth')).toMatchObject({ ask: { kind: 'close' } })
  expect(await value(at.core().call('close.preview', { agentId: at.agent('oauth').id }))).toMatchObject({
    ...{ folder: directory, branch: null, target: null },
    unmerged: [{ subject: 'Work of oauth' }],
    uncommitted: [{ path: 'new.txt' }],
  })
  expect(await at.close('oauth', { merge: true })).toMatchObject({ ok: false, fault: { kind: 'agent-detached' } })
  await value(at.close('oauth'))
  expect(at.git('branch', '--list', 'oauth').trim()).toBe('oauth')
  await at.type('/agent restore oauth')
  expect(runGit(directory, 'rev-parse', 'HEAD')).toBe(`${tip}\n`)
  expect(runGit(directory, 'branch', '--show-current')).toBe('')
  expect(read(directory, 'new.txt')).toBe('new\n')
})

test('an agent that was made from a commit, or whose base is gone, is asked about like any other', async () => {
  const at = await sampleProject()
  await at.make('from-commit', `--base=${at.git('rev-parse', 'HEAD')}`)
  await at.make('outer')
  at.work('outer', { 'outer.txt': 'outer\n' })
  await at.type('/agent new inner --worktree', 'outer')
  await value(at.close('outer'))
  for (const name of ['from-commit', 'inner']) {
    at.work(name, { [`${name}.txt`]: 'b\n' })
    expect([name, await at.type('/agent close', name)]).toMatchObject([name, { ask: { kind: 'close' } }])
    const preview = await value(at.core().call('close.preview', { agentId: at.agent(name).id }))
    expect(preview).toMatchObject({ target: null, deletes: true })
    expect(preview.unmerged.map(({ subject }) => subject)[0]).toBe(`Work of ${name}`)
    await value(at.close(name))
  }
  expect(at.core().state().agents).toHaveLength(1)
})

test('the branch of an agent that a person switched to another one a moment before is not deleted', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  const tip = at.work('oauth', { 'b.txt': 'b\n' })
  await at.core().until(() => at.agent('oauth').status.ahead === 1)
  runGit(directory, 'checkout', '--quiet', '-b', 'by-hand', 'main')
  await value(at.close('oauth'))
  expect(at.git('branch', '--format=%(refname:short)')).toBe('by-hand\nmain\noauth')
  expect(named(at.repository, tip)).toBe(true)
  // and what it came back on is not its own to delete
  await at.type('/agent restore oauth')
  expect(runGit(directory, 'branch', '--show-current')).toBe('by-hand\n')
  await value(at.close('oauth'))
  expect(at.git('branch', '--format=%(refname:short)')).toBe('by-hand\nmain\noauth')
})

test('the name of a closed agent can be used again, and both keep what they had', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  const first = at.work('oauth', { 'b.txt': 'first\n' })
  await value(at.close('oauth', { keepBranch: true }))
  expect(await at.refused('/agent new oauth --worktree')).toEqual({
    kind: 'branch-exists',
    sentence: "A branch 'oauth' exists. Choose another name, or attach to it with --branch=oauth.",
  })
  expect(existsSync(directory)).toBe(false)
  at.git('branch', '--quiet', '-D', 'oauth')
  await at.make('oauth')
  const second = at.work('oauth', { 'b.txt': 'second\n' })
  expect(await at.refused('/agent restore oauth')).toEqual({
    kind: 'name-taken',
    sentence: "An agent named 'oauth' exists. Choose another name.",
  })
  await at.type('/agent rename newer', 'oauth')
  expect(await at.refused('/agent restore oauth')).toMatchObject({ kind: 'worktree-in-the-way' })
  await value(at.close('newer', { keepBranch: true }))

  // the branch is the newer one's now: it stays, and the older commits are named
  await at.type('/agent restore oauth')
  expect(at.git('rev-parse', 'oauth')).toBe(second)
  expect((await at.notices('oauth')).at(-1)).toContain(`'git branch then ${first}' brings its commits back`)
  expect(named(at.repository, first)).toBe(true)
})

test('a close that broke off is closed again, and nothing that it had kept is forgotten', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  const tip = at.work('oauth', { 'b.txt': 'b\n' })
  writeFiles(directory, { 'new.txt': 'new\n', '.env': 'KEY=1\n' })
  // as if the power went when all of it was kept, and that it is closed was not noted yet
  const store = (sql: string) => {
    const database = new DatabaseSync(join(at.home, 'ikigai.db'))
    database.exec(sql)
    database.close()
  }
  store(`CREATE TRIGGER full BEFORE UPDATE OF closed_at ON agents BEGIN SELECT RAISE(FAIL, 'disk full'); END`)
  expect(await at.close('oauth')).toMatchObject({ ok: false, fault: { kind: 'store-failed' } })
  expect(read(directory, 'new.txt')).toBe('new\n')
  store('DROP TRIGGER full')
  await at.reopen()
  at.git('worktree', 'remove', '--force', directory)
  await at.core().until(() => at.agent('oauth').lost)
  await value(at.close('oauth'))
  await at.type('/agent restore oauth')
  expect(runGit(directory, 'rev-parse', 'HEAD')).toBe(`${tip}\n`)
  expect([read(directory, 'new.txt'), read(directory, '.env')]).toEqual(['new\n', 'KEY=1\n'])
})

test('no object of the repository is lost, whatever was closed', async () => {
  const at = await sampleProject()
  const objects = () => at.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)').split('\n')
  for (const name of ['one', 'two', 'three']) {
    const directory = await at.make(name)
    at.work(name, { [`${name}.txt`]: name })
    writeFiles(directory, { 'uncommitted.txt': name, '.env': name })
    symlinkSync(join(at.repository, '.git'), join(directory, 'link-to-git'))
  }
  writeFileSync(join(at.repository, 'mine.txt'), 'mine\n')
  const before = objects()
  for (const name of ['one', 'two', 'three']) await value(at.close(name, { merge: name === 'two' }))
  expect(before.filter((id) => !objects().includes(id))).toEqual([])
  expect(at.git('fsck', '--full', '--strict', '--no-dangling')).toBe('')
  expect(at.git('status', '--porcelain')).toBe('?? mine.txt')
})

test('an agent that is closed twice at once is closed once, and comes back whole', async () => {
  const at = await sampleProject()
  const directory = await at.make('one')
  const tip = at.work('one', { 'b.txt': 'b\n' })
  writeFiles(directory, { 'new.txt': 'not committed\n' })
  expect(await Promise.all([at.close('one'), at.close('one')])).toMatchObject([
    { ok: true },
    { ok: false, fault: { kind: 'no-agent', name: 'one' } },
  ])
  await at.type('/agent restore one')
  expect(at.git('rev-parse', 'one')).toBe(tip)
  expect(readFileSync(join(directory, 'new.txt'), 'utf8')).toBe('not committed\n')
})

test('a message that comes while an agent is being closed begins nothing, and waits for it to be back', async () => {
  const at = await sampleProject()
  await at.make('oauth')
  at.work('oauth', { 'new.txt': 'new\n' })
  const pipe = join(at.folder, 'pipe')
  execFileSync('sh', ['-c', `mkfifo '${pipe}'`])
  writeFileSync(join(at.repository, '.git', 'hooks', 'post-merge'), `#!/bin/sh\ncat '${pipe}'\n`, { mode: 0o755 })
  const closing = at.close('oauth', { merge: true })
  // opens as soon as the hook reads it
  const gate = await open(pipe, 'w')
  await at.type('/send oauth "one more thing"')
  expect(at.agent('oauth').run).toEqual({ state: 'idle' })
  await gate.close()
  await value(closing)
  expect(at.core().log).toEqual([])
  await at.type('/agent restore oauth')
  expect(at.agent('oauth').queue).toMatchObject([{ text: 'one more thing', from: 'main' }])
})
