import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Git, gitWith, reasonOf } from '../../../main/core/git/git.ts'
import { writeQueue } from '../../../main/core/git/write-queue.ts'
import { explain } from '../../../preload/protocol/explain.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
const git = gitWith(process.env)

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'sample')
  makeRepository(path)
})
afterEach(() => folder.remove())

/** A job that runs git once and answers with what it printed. */
const running =
  (directory: string, ...args: string[]) =>
  async (patient: Git): Promise<Result<string, { kind: 'git-failed'; reason: string }>> => {
    const run = await patient(directory, args)
    return run.exit === 0 ? ok(run.stdout) : fail({ kind: 'git-failed', reason: reasonOf(run) })
  }

/** A git that says when a run of it has failed, so that a test knows that a lock was met. */
function watched(): { git: Git; failed: Promise<void> } {
  const failed = Promise.withResolvers<void>()
  return {
    failed: failed.promise,
    git: async (...given) => {
      const run = await git(...given)
      if (run.exit !== 0) failed.resolve()
      return run
    },
  }
}

/** Another process that makes a lock, has it open, and removes it when told. */
async function holdLock(file: string) {
  const script = `exec 9>"$1"; echo held; read go; rm "$1"`
  const child = spawn('bash', ['-c', script, 'bash', file], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return {
    pid: child.pid,
    async release() {
      child.stdin.end('go\n')
      await once(child, 'close')
    },
  }
}

describe('the queue of writes to a repository', () => {
  test('does one job at a time, in order, whichever worktree they are for', async () => {
    const other = join(folder.path, 'other')
    runGit(path, 'worktree', 'add', '--quiet', '-b', 'other', other)
    const write = writeQueue(git)
    const log: string[] = []
    const gate = Promise.withResolvers<void>()
    const job = (name: string) => async () => {
      log.push(`${name} begins`)
      if (name === 'a') await gate.promise
      log.push(`${name} ends`)
      return ok(name)
    }
    const all = [write(path, job('a')), write(other, job('b')), write(join(path, '.'), job('c'))]
    const elsewhere = join(folder.path, 'elsewhere')
    makeRepository(elsewhere)
    expect(succeeded(await write(elsewhere, job('d')))).toBe('d')
    expect(log).toEqual(['a begins', 'd begins', 'd ends'])
    gate.resolve()
    expect((await Promise.all(all)).map(succeeded)).toEqual(['a', 'b', 'c'])
    expect(log.slice(3)).toEqual(['a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  test('goes on after a job that threw, and tells whoever gave it', async () => {
    const write = writeQueue(git)
    const broken = write(path, async () => {
      throw new Error('a bug')
    })
    const next = write(path, async () => ok('next'))
    await expect(broken).rejects.toThrow('a bug')
    expect(succeeded(await next)).toBe('next')
  })

  test('lets go of a job that was stopped while it waited, and never begins it', async () => {
    const write = writeQueue(git)
    const gate = Promise.withResolvers<void>()
    const first = write(path, async () => {
      await gate.promise
      return ok('first')
    })
    const stop = new AbortController()
    let begun = false
    const second = write(
      path,
      async () => {
        begun = true
        return ok('second')
      },
      { signal: stop.signal },
    )
    stop.abort()
    expect(await second).toEqual({ ok: false, fault: { kind: 'stopped' } })
    gate.resolve()
    succeeded(await first)
    expect(succeeded(await write(path, async () => ok('third')))).toBe('third')
    expect(begun).toBe(false)
  })
})

describe('a lock of somebody else', () => {
  test.each([
    ['index.lock', ['add', '--all']],
    ['config.lock', ['config', 'a.b', 'c']],
    ['refs/heads/new.lock', ['branch', 'new']],
    ['HEAD.lock', ['checkout', '--quiet', '--detach']],
  ])('%s is waited for until it goes', async (name, args) => {
    writeFiles(path, { 'new.txt': '' })
    const lock = await holdLock(join(path, '.git', name))
    const seen = watched()
    const write = writeQueue(seen.git)(path, running(path, ...args))
    await seen.failed
    await lock.release()
    succeeded(await write)
    expect(existsSync(join(path, '.git', name))).toBe(false)
  })

  test('that stays is named, with the process that has it open', async () => {
    const file = join(path, '.git/index.lock')
    const lock = await holdLock(file)
    const by = process.platform === 'linux' ? `bash (process ${lock.pid})` : null
    const result = await writeQueue(git, { patience: 1 })(path, running(path, 'add', '--all'))
    expect(result).toEqual({ ok: false, fault: { kind: 'lock-held', path: file, by } })
    await lock.release()
  })

  test('that a killed git left behind is named as such', async () => {
    const file = join(path, '.git/index.lock')
    writeFileSync(file, '')
    const result = await writeQueue(git, { patience: 1 })(path, running(path, 'add', '--all'))
    expect(result).toEqual({ ok: false, fault: { kind: 'lock-held', path: file, by: null } })
    expect(result.ok || explain({ kind: 'lock-held', path: file, by: null })).toContain('Delete it')
    rmSync(file)
    succeeded(await writeQueue(git)(path, running(path, 'add', '--all')))
  })

  test('is not waited for any longer once stopped', async () => {
    writeFileSync(join(path, '.git/index.lock'), '')
    const [seen, stop] = [watched(), new AbortController()]
    const write = writeQueue(seen.git, { patience: 2 ** 30 })
    const job = write(path, running(path, 'add', '--all'), { signal: stop.signal })
    await seen.failed
    stop.abort()
    expect(await job).toMatchObject({ ok: false, fault: { kind: 'git-failed' } })
  })

  test('does not hide another failure', async () => {
    mkdirSync(join(path, 'sub'))
    expect(await writeQueue(git)(path, running(path, 'add', 'none'))).toMatchObject({ fault: { kind: 'git-failed' } })
  })
})
