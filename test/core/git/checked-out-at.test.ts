import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkedOutAt } from '../../../main/core/git/checked-out-at.ts'
import { type Git, gitWith } from '../../../main/core/git/git.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'

let folder: ReturnType<typeof temporaryFolder>
let top: string
let runs: number
const git: Git = (...run) => {
  runs += 1
  return gitWith(process.env)(...run)
}

beforeEach(() => {
  runs = 0
  folder = temporaryFolder()
  top = join(folder.path, 'top')
  makeRepository(top)
})
afterEach(() => folder.remove())

const place = async (branch: string, from = top) => succeeded(await checkedOutAt(git, from, branch))
const at = (name: string) => join(folder.path, name)
const add = (...args: string[]) => runGit(top, 'worktree', 'add', '--quiet', ...args)

describe('where a branch is checked out', () => {
  test('is read from the files of git, wherever it is', async () => {
    add('-b', 'deep/er', at('odd "ü"\n name'))
    add('--detach', at('detached'))
    runGit(top, 'branch', 'nowhere')
    expect(await place('main')).toBe(top)
    expect(await place('deep/er')).toBe(at('odd "ü"\n name'))
    expect([await place('nowhere'), await place('deep'), await place('none')]).toEqual([null, null, null])
    expect(runs).toBe(0)
  })

  test('is nowhere once its folder is gone, except where git was told to wait for it', async () => {
    add('-b', 'gone', at('gone'))
    add('-b', 'away', at('away'))
    runGit(top, 'worktree', 'lock', at('away'))
    for (const name of ['gone', 'away']) rmSync(at(name), { recursive: true })
    expect([await place('gone'), await place('away')]).toEqual([null, at('away')])
  })

  test('is asked of git in a worktree of a bare repository, which has nothing checked out', async () => {
    runGit(folder.path, 'clone', '--quiet', '--bare', 'top', 'bare')
    runGit(at('bare'), 'worktree', 'add', '--quiet', '-b', 'work', at('work'))
    expect([await place('main', at('work')), await place('work', at('work'))]).toEqual([null, at('work')])
  })

  test('is asked of git where it is checked out twice', async () => {
    add('--force', at('again'), 'main')
    expect(await place('main')).toBe(top)
    expect(runs).toBe(1)
  })

  test('is asked of git where refs are kept in tables', async () => {
    // what git writes there for programs that do not know of such tables, as an older git is one itself
    writeFiles(top, { '.git/HEAD': 'ref: refs/heads/.invalid\n' })
    await checkedOutAt(git, top, 'main')
    expect(runs).toBe(1)
  })
})
