import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { gitBetween } from '../helpers/git-between.ts'
import { value } from '../helpers/open-core.ts'
import { type SampleProject, sampleProject } from '../helpers/sample-project.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'
import { stateOf } from './git/worktree-state.ts'

const list = (folder: string) => (existsSync(folder) ? readdirSync(folder) : [])

/** Everything of agents that is on disk or in git, besides what brings them back. */
const traces = ({ repository, git }: SampleProject) => ({
  folders: list(join(repository, '.worktrees')),
  records: list(join(repository, '.git/worktrees')),
  // but for what snapshots remember of each worktree, to be quick
  scratch: list(join(repository, '.git/ikigai')).filter((name) => name !== 'worktrees' && name !== 'packs'),
  branches: git('branch', '--format=%(refname:short)').split('\n'),
  sections: git('config', '--local', '--name-only', '--list')
    .split('\n')
    .filter((name) => name.startsWith('branch.')),
  stash: git('stash', 'list'),
})

const nothing = { folders: [], records: [], scratch: [], branches: ['main'], sections: [], stash: '' }

/** Only ends what hangs: there is much to do for a slow machine. */
const patience = { timeout: 300_000 }

test(
  'closing leaves no folder, no record, no branch and no setting behind, whatever was in the worktree',
  patience,
  async () => {
    const at = await sampleProject()
    const odd = ['with space.txt', 'quo"te\'s.txt', 'line\nend.txt', 'ünï/日本/🎈.txt', '-x', ' lead', 'back\\slash']
    for (const name of ['clean', 'dirty', 'merged', 'Ünï-ß']) {
      const directory = await at.make(name)
      at.git('config', `branch.${name}.description`, 'made by hand')
      if (name === 'clean') continue
      at.work(name, { [`${name}.txt`]: name })
      writeFiles(directory, Object.fromEntries(odd.map((file) => [file, file])))
      if (name === 'merged') runGit(directory, 'add', '--all')
      mkdirSync(join(directory, 'locked/deep'), { recursive: true })
      writeFiles(directory, { 'locked/deep/x': 'x' })
      chmodSync(join(directory, 'locked/deep/x'), 0o444)
      chmodSync(join(directory, 'locked/deep'), 0o555)
    }
    const before = stateOf(at.agent('dirty').directory)
    for (const name of ['clean', 'dirty', 'merged', 'Ünï-ß']) await value(at.close(name, { merge: name === 'merged' }))
    expect(traces(at)).toEqual(nothing)
    const back = await value(at.core().call('agent.restore', { id: at.core().state().closed[2]?.id ?? '' }))
    expect(
      at
        .core()
        .state()
        .agents.find(({ id }) => id === back.view)?.name,
    ).toBe('dirty')
    expect(stateOf(at.agent('dirty').directory)).toEqual(before)
  },
)

test('a worktree with submodules is closed, and its submodules are as they were in the others', async () => {
  const at = await sampleProject({
    prepare(repository, folder) {
      makeRepository(join(folder, 'part'))
      const allow = ['-c', 'protocol.file.allow=always']
      runGit(repository, ...allow, 'submodule', '--quiet', 'add', join(folder, 'part'), 'part')
      runGit(repository, 'commit', '--quiet', '--message', 'Part')
    },
  })
  for (const dirty of [false, true]) {
    const directory = await at.make('oauth')
    runGit(directory, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init')
    if (dirty) writeFiles(directory, { 'new.txt': 'new\n', '.env': 'KEY=1\n' })
    await value(at.close('oauth'))
    expect(traces(at)).toMatchObject({ folders: [], records: [], branches: ['main'] })
    expect(runGit(at.repository, 'submodule', 'status').trim()).toMatch(/^[0-9a-f]{40} part/)
  }
  await at.type('/agent restore oauth')
  const { directory } = at.agent('oauth')
  expect(readFileSync(join(directory, 'new.txt'), 'utf8')).toBe('new\n')
  expect(runGit(directory, 'status', '--porcelain').trim()).toBe('?? new.txt')
})

test('files that a filter cleans and smudges, as LFS does, come back as they were', async () => {
  const at = await sampleProject({
    prepare(repository) {
      for (const [name, command] of [
        ['clean', 'tr a-z b-za'],
        ['smudge', 'tr b-za a-z'],
      ] as const)
        runGit(repository, 'config', `filter.big.${name}`, command)
      runGit(repository, 'config', 'filter.big.required', 'true')
      writeFiles(repository, { '.gitattributes': '*.bin filter=big\n' })
      runGit(repository, 'add', '--all')
      runGit(repository, 'commit', '--quiet', '--message', 'Attributes')
    },
  })
  const directory = await at.make('oauth')
  at.work('oauth', { 'x.bin': 'content 1\n' })
  writeFiles(directory, { 'x.bin': 'content 2\n', 'y.bin': 'content 3\n' })
  const before = stateOf(directory)
  await value(at.close('oauth'))
  await at.type('/agent restore oauth')
  expect(stateOf(directory)).toEqual(before)
  expect(runGit(directory, 'show', 'HEAD:x.bin')).toBe('dpoufou 1\n')
})

test('what a program puts into the place of a worktree while it is closed stays there, and the rest goes', async () => {
  const shim = temporaryFolder()
  onTestFinished(shim.remove)
  const between = gitBetween(shim.path)
  const at = await sampleProject({ environment: between.environment })
  const directory = await at.make('oauth')
  between.before('fast-import', `mkdir -p '${directory}/cache' && echo x > '${directory}/cache/x'`)
  await value(at.close('oauth'))
  between.off()
  expect(readFileSync(join(directory, 'cache/x'), 'utf8')).toBe('x\n')
  expect(readdirSync(join(at.repository, '.worktrees'))).toEqual(['oauth'])
})

test('what was closed stays closed after a restart, and nothing of it is made anew', async () => {
  const at = await sampleProject()
  for (const name of ['one', 'two']) {
    await at.make(name)
    at.work(name, { [`${name}.txt`]: name })
    await value(at.close(name))
  }
  await at.reopen()
  expect(
    at
      .core()
      .state()
      .agents.map(({ name }) => name),
  ).toEqual(['main'])
  expect(
    at
      .core()
      .state()
      .closed.map(({ name }) => name),
  ).toEqual(['two', 'one'])
  expect(traces(at)).toEqual(nothing)
  await at.type('/agent restore one')
  expect(readFileSync(join(at.agent('one').directory, 'one.txt'), 'utf8')).toBe('one')
})

test('a worktree that could not be made leaves nothing, and takes nothing that was there before', async () => {
  const at = await sampleProject()
  const place = join(at.repository, '.worktrees/oauth')
  writeFiles(place, { 'mine.txt': 'mine\n' })
  expect(await at.refused('/agent new oauth --worktree')).toEqual({
    ...{ kind: 'worktree-in-the-way', sentence: `${place} exists. Move it away, or choose another name.` },
  })
  expect(readFileSync(join(place, 'mine.txt'), 'utf8')).toBe('mine\n')
  const mine = join(at.repository, '.worktrees/by-hand')
  at.git('worktree', 'add', '--quiet', '-b', 'by-hand', mine)
  writeFiles(mine, { 'mine.txt': 'mine\n' })
  const before = stateOf(mine)
  expect(await at.refused('/agent new by-hand --worktree')).toMatchObject({ kind: 'worktree-in-the-way' })
  expect(stateOf(mine)).toEqual(before)
  expect(at.git('branch', '--format=%(refname:short)')).toBe('by-hand\nmain')
})

test('what a person puts in the way in the last moment is not taken for a leftover', async () => {
  const shim = temporaryFolder()
  onTestFinished(shim.remove)
  const between = gitBetween(shim.path)
  const at = await sampleProject({ environment: between.environment })
  const place = join(at.repository, '.worktrees/oauth')
  between.before('worktree add', `mkdir -p '${place}' && echo mine > '${place}/mine.txt'`)
  expect(await at.refused('/agent new oauth --worktree')).toMatchObject({ kind: 'worktree-in-the-way' })
  expect(readFileSync(join(place, 'mine.txt'), 'utf8')).toBe('mine\n')
  between.before('worktree add', `"$real" branch docs`)
  expect(await at.refused('/agent new docs --worktree')).toMatchObject({ kind: 'branch-exists' })
  between.off()
  expect(at.git('branch', '--format=%(refname:short)')).toBe('docs\nmain')
  expect(readdirSync(join(at.repository, '.worktrees'))).toEqual(['oauth'])
})

test('where an agent cannot be saved its worktree is gone again; where it cannot be closed it can be later', async () => {
  const at = await sampleProject()
  const store = async (sql: string) => {
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(join(at.home, 'ikigai.db'))
    database.exec(sql)
    database.close()
  }
  await store(`CREATE TRIGGER full BEFORE INSERT ON agents BEGIN SELECT RAISE(FAIL, 'disk full'); END`)
  expect(await at.refused('/agent new oauth --worktree')).toMatchObject({ kind: 'store-failed' })
  expect(traces(at)).toEqual(nothing)
  await store('DROP TRIGGER full')

  const directory = await at.make('oauth')
  at.work('oauth', { 'b.txt': 'b\n' })
  writeFiles(directory, { 'new.txt': 'new\n', '.env': 'KEY=1\n' })
  const before = stateOf(directory)
  await store(
    `CREATE TRIGGER full BEFORE UPDATE OF closed_snapshot ON agents BEGIN SELECT RAISE(FAIL, 'disk full'); END`,
  )
  expect(await at.close('oauth')).toMatchObject({ ok: false, fault: { kind: 'store-failed' } })
  expect(stateOf(directory)).toEqual(before)
  await store('DROP TRIGGER full')

  // here all of it is kept, and only the end is not noted
  await store(`CREATE TRIGGER full BEFORE UPDATE OF closed_at ON agents BEGIN SELECT RAISE(FAIL, 'disk full'); END`)
  expect(await at.close('oauth')).toMatchObject({ ok: false, fault: { kind: 'store-failed' } })
  expect(stateOf(directory)).toEqual(before)
  await store('DROP TRIGGER full')

  await value(at.close('oauth'))
  expect(await at.core().call('agent.restore', { id: at.core().state().closed[0]?.id ?? '' })).toMatchObject({
    ok: true,
  })
  expect(stateOf(directory)).toEqual(before)
})

test('what cannot be restored whole is not restored half', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  at.work('oauth', { 'b.txt': 'b\n' })
  writeFiles(directory, { 'new.txt': 'new\n' })
  await value(at.close('oauth'))
  for (const ref of at.git('for-each-ref', '--format=%(refname)', 'refs/ikigai').split('\n'))
    at.git('update-ref', '-d', ref)
  at.git('gc', '--quiet', '--prune=now')
  const refused = await at.refused('/agent restore oauth')
  expect(refused).toMatchObject({ kind: 'snapshot-missing', sentence: expect.stringMatching(/Nothing was changed/) })
  expect({ ...traces(at), scratch: [] }).toEqual(nothing)
  expect(at.core().state().closed).toHaveLength(1)
})

test('a worktree that git would not let go of is closed all the same, and goes at the next start', async () => {
  const shim = temporaryFolder()
  onTestFinished(shim.remove)
  const between = gitBetween(shim.path)
  const at = await sampleProject({ environment: between.environment })
  const directory = await at.make('oauth')
  at.work('oauth', { 'b.txt': 'b\n' })
  writeFiles(directory, { 'new.txt': 'new\n', '.env': 'KEY=1\n' })
  const before = stateOf(directory)
  between.before('worktree remove', 'echo "fatal: no" >&2; exit 128')
  const { id } = at.agent('oauth')
  await value(at.close('oauth'))
  expect((await at.notices('main')).at(-1)).toMatch(/could not be deleted to the end.*tries again at its next start/)
  expect(at.git('branch', '--list', 'oauth')).toContain('oauth')
  between.off()

  await at.reopen()
  expect(readdirSync(join(at.repository, '.worktrees'))).toEqual([])
  expect(at.git('branch', '--list', 'oauth')).toBe('')
  await value(at.core().call('agent.restore', { id }))
  expect(stateOf(directory)).toEqual(before)
})
