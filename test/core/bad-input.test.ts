import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import { value } from '../helpers/open-core.ts'
import { type SampleProject, sampleProject } from '../helpers/sample-project.ts'
import { makeRepository, runGit, writeFiles } from '../helpers/temporary.ts'
import { stateOf } from './git/worktree-state.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** All that may not be there in half. */
const everything = ({ repository, git, core }: SampleProject) => ({
  state: stateOf(repository),
  refs: git('for-each-ref', 'refs/heads'),
  worktrees: git('worktree', 'list', '--porcelain'),
  folders: existsSync(join(repository, '.worktrees')) ? readdirSync(join(repository, '.worktrees')) : [],
  config: git('config', '--local', '--list'),
  stash: git('stash', 'list'),
  agents: core()
    .state()
    .agents.map(({ name }) => name),
})

/** A line that is refused in a sentence, with nothing done. */
async function nothingDone(at: SampleProject, line: string, name = 'main'): Promise<string> {
  const before = [everything(at), await at.notices(name)]
  const { sentence } = await at.refused(line, name)
  expect([everything(at), await at.notices(name)]).toEqual(before)
  return sentence
}

function hook({ repository }: SampleProject, name: string, script: string): void {
  const file = join(repository, '.git/hooks', name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

describe('a new agent', () => {
  test.each([
    [
      '--branch=taken --worktree --base=nowhere',
      null, // attaches: the base does not matter
    ],
    [
      '--branch=main --worktree',
      "The branch 'main' is checked out in REPOSITORY. Check out another branch there, or choose another one here.",
    ],
    ['--base=nowhere --worktree', "There is no branch or commit 'nowhere' to start from. Choose another base."],
    ['--base=--all --worktree', "There is no branch or commit '--all' to start from. Choose another base."],
    ['--branch="a b" --worktree', "'a b' cannot be a branch: git does not allow that name. Choose another name."],
    ['--branch=-x --worktree', "'-x' cannot be a branch: git does not allow that name. Choose another name."],
    ['--branch=a..b --worktree', "'a..b' cannot be a branch: git does not allow that name. Choose another name."],
    ['--branch=x.lock --worktree', "'x.lock' cannot be a branch: git does not allow that name. Choose another name."],
    ['--branch=@{-1} --worktree', "'@{-1}' cannot be a branch: git does not allow that name. Choose another name."],
    [
      '--branch=main/sub --worktree',
      "'main/sub' cannot be a branch: the branch 'main' is in its way. Choose another name.",
    ],
  ])('with %s', async (options, sentence) => {
    const at = await sampleProject()
    at.git('branch', 'taken')
    if (sentence === null) {
      await at.type(`/agent new x ${options}`)
      expect(at.agent('x').status.branch).toBe('taken')
    } else expect(await nothingDone(at, `/agent new x ${options}`)).toBe(sentence.replace('REPOSITORY', at.repository))
  })

  test('on a branch of an odd name works like any other', async () => {
    const at = await sampleProject()
    at.git('branch', 'x')
    for (const [index, branch] of ["it's/ä&b", '日本/%s-🎈', 'refs/heads/x'].entries()) {
      const directory = await at.make(`odd${index}`, `--branch="${branch}"`)
      expect(runGit(directory, 'branch', '--show-current')).toBe(`${branch}\n`)
      at.work(`odd${index}`, { [`${index}.txt`]: '' })
      await at.type('/agent merge', `odd${index}`)
      await at.type('/agent close', `odd${index}`)
      expect(at.git('log', '-1', '--format=%s')).toMatch(new RegExp(`^Work of odd${index}$|^Merge branch`))
    }
    expect(at.git('branch', '--format=%(refname)')).toBe('refs/heads/main\nrefs/heads/x')
  })

  test('in a repository without a commit can have no worktree, and once there is one it can', async () => {
    const at = await sampleProject({ files: {} })
    expect((await at.refused('/agent new x --worktree')).sentence).toBe(
      'The repository has no commit to start from. Make a first commit, then try again.',
    )
    expect(existsSync(join(at.repository, '.worktrees'))).toBe(false)
    await at.type('/branch --all')
    await at.type('/diff')
    expect((await at.refused('/commit "Nothing"')).kind).toBe('nothing-to-commit')
    writeFiles(at.repository, { 'a.txt': 'a\n' })
    await at.type('/commit "First"')
    expect(at.git('log', '--format=%s')).toBe('First')
    await at.make('x')
  })

  test('on a detached HEAD begins at that commit, and has to be told where to merge to', async () => {
    const at = await sampleProject()
    at.git('checkout', '--quiet', '--detach')
    await at.core().until(() => at.agent('main').status.branch === null)
    await at.make('x')
    at.work('x', { 'b.txt': 'b\n' })
    expect(await nothingDone(at, '/agent merge', 'x')).toBe(
      'It is not known where to merge to. Name a branch or an agent: /agent merge main.',
    )
    expect(await nothingDone(at, '/agent merge', 'main')).toMatch(/^It is not known where to merge to/)
    // the branch of that name, and not the root agent, which has none
    await at.type('/agent merge main', 'x')
    expect(at.git('log', '-1', '--format=%s', 'main')).toBe('Work of x')
    at.git('branch', 'release')
    await at.core().until((state) => state.branches.some(({ name }) => name === 'release'))
    await at.type('/agent merge release', 'x')
    expect(at.git('log', '-1', '--format=%s', 'release')).toBe('Work of x')
  })

  test('whose post-checkout hook fails is there all the same, and says so', async () => {
    const at = await sampleProject()
    hook(at, 'post-checkout', 'echo no npm here >&2; exit 3')
    const directory = await at.make('x')
    expect((await at.notices('main')).at(-1)).toContain('The post-checkout hook failed: no npm here')
    expect(runGit(directory, 'status', '--porcelain')).toBe('')
  })

  test('whose files a broken filter cannot check out is not made', async () => {
    const at = await sampleProject({ files: { 'a.bin': 'a', '.gitattributes': '*.bin filter=broken\n' } })
    at.git('config', 'filter.broken.clean', 'cat')
    at.git('config', 'filter.broken.smudge', 'false')
    at.git('config', 'filter.broken.required', 'true')
    expect(await nothingDone(at, '/agent new x --worktree')).toBe(
      "git worktree add failed: external filter 'false' failed 1",
    )
  })

  test('in a repository with submodules says which are empty', async () => {
    const at = await sampleProject({
      prepare(repository, folder) {
        makeRepository(join(folder, 'part'))
        const allow = ['-c', 'protocol.file.allow=always']
        runGit(repository, ...allow, 'submodule', '--quiet', 'add', join(folder, 'part'), 'lib/ü')
        runGit(repository, 'commit', '--quiet', '--message', 'Part')
      },
    })
    await at.make('x')
    expect((await at.notices('main')).at(-1)).toContain('Submodules are not initialised: lib/ü')
  })
})

describe('an agent at work', () => {
  test('whose worktree was removed by hand is said to be lost, can be merged, and is told so when it commits', async () => {
    const at = await sampleProject()
    const directory = await at.make('x')
    at.work('x', { 'b.txt': 'b\n' })
    at.git('worktree', 'remove', '--force', directory)
    await at.core().until(() => at.agent('x').lost)
    await at.type('/agent list')
    expect((await at.notices('main')).at(-1)).toContain('• x - its folder is gone')
    expect(await nothingDone(at, '/commit "Too late"', 'x')).toContain(directory)
    expect((await at.core().call('commit.preview', { agentId: at.agent('x').id })) as unknown).toMatchObject({
      fault: { kind: 'worktree-gone' },
    })
    await at.type('/agent merge', 'x')
    expect(at.git('log', '-1', '--format=%s')).toBe('Work of x')
  })

  test('whose branch was deleted by hand is told so, and its target as well', async () => {
    const at = await sampleProject()
    await at.make('x')
    at.work('x', { 'b.txt': 'b\n' })
    await at.type('/agent new y --worktree --branch=y')
    at.git('update-ref', '-d', 'refs/heads/x')
    expect(await nothingDone(at, '/agent merge main', 'x')).toBe("There is no branch 'x'. /branch --all lists them.")
    expect(await nothingDone(at, '/agent merge nowhere', 'y')).toBe(
      "There is no branch and no agent 'nowhere'. /branch lists the branches.",
    )
  })

  test('that a failing hook stops is told which, with what it said', async () => {
    const at = await sampleProject()
    const directory = await at.make('x')
    at.work('x', { 'b.txt': 'b\n' })
    writeFiles(at.repository, { 'main.txt': 'main\n' })
    at.git('add', '--all')
    at.git('commit', '--quiet', '--message', 'On main')
    hook(at, 'pre-merge-commit', 'echo tests fail; exit 1')
    expect(await nothingDone(at, '/agent merge', 'x')).toBe(
      'The hook pre-merge-commit refused, and nothing was changed: tests fail',
    )
    expect(at.git('status', '--porcelain')).toBe('')
    writeFiles(directory, { 'c.txt': 'c\n' })
    hook(at, 'pre-commit', 'echo lint fails >&2; exit 1')
    const before = stateOf(directory)
    expect(await nothingDone(at, '/commit "C"', 'x')).toBe(
      'The hook pre-commit refused, and nothing was changed: lint fails',
    )
    expect(stateOf(directory)).toEqual(before)
    // and closing with a merge closes nothing
    const closed = await at.close('x', { merge: true })
    expect(closed.ok || explain(closed.fault as Fault)).toContain('pre-merge-commit refused')
    expect(stateOf(directory)).toEqual(before)
  })

  test('that meets a lock which another program left is told which file, and leaves it alone', async () => {
    const at = await sampleProject()
    const lock = join(at.repository, '.git/index.lock')
    writeFileSync(lock, '')
    writeFiles(at.repository, { 'new.txt': 'new\n' })
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    let over = false
    const refused = at.refused('/commit "New"').finally(() => {
      over = true
    })
    while (!over) {
      await new Promise(setImmediate)
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect((await refused).sentence).toBe(
      `${lock} has been there for a while, and no process is known to hold it: a git that was killed may have left it. Delete it once no git runs in the repository, then try again.`,
    )
    expect(existsSync(lock)).toBe(true)
    expect(at.git('log', '--format=%s')).toBe('First')
    vi.useRealTimers()
    rmSync(lock)
    await at.type('/commit "New"')
    expect(at.git('log', '-1', '--format=%s')).toBe('New')
  })

  test('with a rebase under way in its own worktree has to end that before it merges', async () => {
    const at = await sampleProject()
    const directory = await at.make('x')
    at.work('x', { 'a.txt': 'theirs\n' })
    writeFiles(at.repository, { 'a.txt': 'ours\n' })
    at.git('commit', '--quiet', '--all', '--message', 'Ours')
    expect(() => runGit(directory, 'rebase', 'main')).toThrow()
    await at.core().until(() => at.agent('x').status.underway === 'rebase')
    const before = stateOf(directory)
    const sentence = `A rebase is under way in ${directory}. Finish or abort it there, then try again.`
    expect(await nothingDone(at, '/agent merge', 'x')).toBe(sentence)
    const closed = await at.close('x')
    expect(closed.ok || explain(closed.fault as Fault)).toBe(sentence)
    expect(stateOf(directory)).toEqual(before)
  })

  test('takes file names with spaces, quotes, line ends and whatever else from the first look to the merge', async () => {
    const at = await sampleProject()
    const names = [
      'with space.txt',
      'quo"te\'s.txt',
      'line\nend.txt',
      'ünï/日本/🎈.txt',
      '-x',
      ' lead',
      'back\\slash',
      'a\tb',
    ]
    const directory = await at.make('x')
    writeFiles(directory, Object.fromEntries(names.map((name) => [name, `${name}\n`])))
    const { id: agentId } = at.agent('x')
    await at.core().until(() => at.agent('x').status.untracked === names.length)
    const paths = async (list: Promise<{ path: string }[]>) => (await list).map(({ path }) => path).toSorted()
    expect(await paths(value(at.core().call('commit.preview', { agentId })))).toEqual(names.toSorted())
    const diffs = await value(at.core().call('diff.read', { agentId, file: null, staged: false }))
    expect(diffs.map(({ change }) => change.path).toSorted()).toEqual(names.toSorted())
    expect(diffs.every(({ patch }) => patch.startsWith('@@'))).toBe(true)
    await at.type('/commit "Odd names"', 'x')
    const preview = await value(at.core().call('merge.preview', { agentId, target: 'main', strategy: 'merge' }))
    expect(preview.files.map(({ path }) => path).toSorted()).toEqual(names.toSorted())
    writeFiles(at.repository, { 'line\nend.txt': 'in the way\n' })
    expect((await at.type('/agent merge', 'x')).ask).toMatchObject({ kind: 'merge' })
    rmSync(join(at.repository, 'line\nend.txt'))
    await at.type('/agent merge', 'x')
    for (const name of names) expect(readFileSync(join(at.repository, name), 'utf8')).toBe(`${name}\n`)
  })

  test('works among two hundred branches', async () => {
    const at = await sampleProject({
      prepare(repository) {
        const lines = Array.from({ length: 199 }, (_, index) => `create refs/heads/b${index} HEAD\n`)
        execFileSync('git', ['update-ref', '--stdin'], { cwd: repository, input: lines.join('') })
      },
    })
    await at.core().until((state) => state.branches.length === 200)
    await at.make('x')
    at.work('x', { 'b.txt': 'b\n' })
    await at.core().until((state) => state.branches.length === 201)
    await at.type('/branch --all')
    expect((await at.notices('main')).at(-1)?.split('\n')).toHaveLength(201)
    await at.type('/agent merge b7', 'x')
    expect(at.git('log', '-1', '--format=%s', 'b7')).toBe('Work of x')
    await value(at.close('x'))
    await at.core().until((state) => state.branches.length === 200)
  })
})
