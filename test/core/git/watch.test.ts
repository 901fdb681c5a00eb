import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { coalescer } from '../../../main/core/git/coalesce.ts'
import { gitWith } from '../../../main/core/git/git.ts'
import { type Subscribe, subscribeWithNode } from '../../../main/core/git/subscribe.ts'
import { sharedNameOf, type WatchEvent, type Watching, watchWorktrees } from '../../../main/core/git/watch.ts'
import { makeRepository, runGit, temporaryFolder } from '../../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
let other: string
const git = gitWith(process.env)
const opened: Watching[] = []

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'sample')
  other = join(path, '.worktrees', 'other')
  makeRepository(path, { '.gitignore': 'node_modules\n.worktrees\n', 'a/b.txt': '' })
  runGit(path, 'worktree', 'add', '--quiet', '-b', 'other', other)
})
afterEach(async () => {
  for (const watching of opened.splice(0)) await watching.close()
  folder.remove()
})

/** Changes files as others do: from another process. */
const shell = (script: string, cwd = path) => execFileSync('sh', ['-ec', script], { cwd, stdio: 'pipe' })

type Seen = {
  events: WatchEvent[]
  until: (fits: (event: WatchEvent) => boolean) => Promise<WatchEvent>
  watching: Watching
}

async function watch(worktrees: string[], subscribe?: Subscribe): Promise<Seen> {
  const events: WatchEvent[] = []
  const waiting = new Set<() => void>()
  const on = (event: WatchEvent) => {
    events.push(event)
    for (const look of [...waiting]) look()
  }
  const watching = await watchWorktrees(git, path, on, subscribe)
  opened.push(watching)
  await watching.follow(worktrees)
  return {
    events,
    watching,
    until(fits) {
      const { promise, resolve } = Promise.withResolvers<WatchEvent>()
      const look = () => {
        const found = events.find(fits)
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
      return promise
    },
  }
}

const names =
  (file: string, at = path) =>
  (event: WatchEvent) =>
    event.kind === 'files' && event.path === at && event.files.includes(file)
const isRefs = (event: WatchEvent) => event.kind === 'refs'

describe.each([
  ['the system', undefined],
  ['Node', subscribeWithNode],
])('watching with the watcher of %s', (_name, subscribe) => {
  test('tells of files in the worktree that they are in, odd names and all', async () => {
    const seen = await watch([path, other], subscribe)
    shell('echo x > "a/odd ü\n.txt"')
    await seen.until(names('a/odd ü\n.txt'))
    shell('echo x > new.txt; rm a/b.txt', other)
    await seen.until(names('new.txt', other))
    await seen.until(names('a/b.txt', other))
    expect(seen.events.filter((event) => names('new.txt')(event))).toEqual([])
  })

  test('says nothing of folders that git ignores, nor of its own', async () => {
    mkdirSync(join(path, 'a/node_modules'), { recursive: true })
    const seen = await watch([path], subscribe)
    shell('echo x > a/node_modules/x; echo x > .git/noise; echo x > .worktrees/other/noise; echo x > told.txt')
    await seen.until(names('told.txt'))
    const files = seen.events.flatMap((event) => (event.kind === 'files' ? event.files : []))
    expect(files.filter((file) => file !== 'told.txt')).toEqual([])
  })

  test('tells of branches, and of an index in its own worktree', async () => {
    const seen = await watch([path, other], subscribe)
    shell('git branch made')
    await seen.until(isRefs)
    shell('echo x > README.md; git add README.md', other)
    await seen.until((event) => event.kind === 'files' && event.path === other && event.files.length === 0)
  })

  test('tells of a folder that cannot be followed, and goes on with the rest', async () => {
    const never = join(folder.path, 'never')
    const seen = await watch([never, path], subscribe)
    await seen.until((event) => event.kind === 'gone' && event.path === never)
    shell('echo x > told.txt')
    await seen.until(names('told.txt'))
  })

  test('is silent once closed, and about worktrees that were let go', async () => {
    const [closed, seen] = [await watch([path], subscribe), await watch([path, other], subscribe)]
    await closed.watching.close()
    const letGo = await watch([path, other], subscribe)
    await letGo.watching.follow([path])
    shell('echo x > told.txt', other)
    await seen.until(names('told.txt', other))
    shell('echo x > told.txt')
    await Promise.all([seen.until(names('told.txt')), letGo.until(names('told.txt'))])
    expect(closed.events).toEqual([])
    expect(letGo.events.filter((event) => 'path' in event && event.path === other)).toEqual([])
  })
})

test('sees what happens in folders that came together with the folder around them', async () => {
  shell('mkdir -p ../prepared/deep/er')
  const seen = await watch([path])
  shell('mv ../prepared arrived')
  // the watching has begun anew: what is below may have changed meanwhile
  await seen.until((event) => event.kind === 'files' && event.files.length === 0)
  shell('echo x > arrived/deep/er/told.txt')
  await seen.until(names('arrived/deep/er/told.txt'))
})

test('stops looking into a folder that git ignores and that came later', async () => {
  const seen = await watch([path])
  shell('mkdir -p ../prepared/deep/er; mv ../prepared node_modules')
  await seen.until((event) => event.kind === 'files' && event.files.length === 0)
  const before = seen.events.length
  shell('echo x > node_modules/deep/er/x; echo x > told.txt')
  await seen.until(names('told.txt'))
  expect(seen.events.slice(before).filter((event) => !names('told.txt')(event))).toEqual([])
})

test('tells of a worktree that goes, forgets it, and follows it again when it is back', async () => {
  const seen = await watch([path, other])
  rmSync(other, { recursive: true })
  await seen.until((event) => event.kind === 'gone' && event.path === other)
  mkdirSync(other)
  await seen.watching.follow([path, other])
  shell('echo x > back.txt', other)
  await seen.until(names('back.txt', other))
  shell('mv other moved', join(path, '.worktrees'))
  await seen.until(() => seen.events.filter(({ kind }) => kind === 'gone').length === 2)
})

test('says so when a folder cannot be watched, and when watching ends', async () => {
  let end: (reason: string) => void = () => undefined
  const failing: Subscribe = async (top, _ignored, on) => {
    if (top === other) throw new Error('no watches left')
    if (top === path) end = on.failed
    return { close: async () => undefined }
  }
  const seen = await watch([path, other], failing)
  expect(seen.events).toEqual([{ kind: 'blind', path: other, reason: 'no watches left' }])
  end('the system gave up')
  await seen.until((event) => event.kind === 'blind' && event.path === path && event.reason === 'the system gave up')
})

test('tries again what was lost, the branches of the repository among it, until it is closed', async () => {
  let room = false
  let tries = 0
  const failing: Subscribe = async (top, ignored, on) => {
    tries += 1
    if (!room) throw new Error('no watches left')
    return subscribeWithNode(top, ignored, on)
  }
  const seen = await watch([path], failing)
  expect(new Set(seen.events.map(({ kind }) => kind))).toEqual(new Set(['blind']))
  room = true
  await seen.watching.follow([path])
  shell('git branch made; echo x > told.txt')
  await seen.until(isRefs)
  await seen.until(names('told.txt'))
  await seen.watching.close()
  const before = tries
  await seen.watching.follow([path])
  expect(tries).toBe(before)
})

test('what git is told to ignore counts as a setting', async () => {
  const seen = await watch([path])
  shell('echo secret.txt >> .git/info/exclude')
  await seen.until(({ kind }) => kind === 'settings')
  const told = ['config', 'info/exclude', 'info/attributes', 'worktrees/one/config.worktree']
  expect([...told, 'worktrees/one/info/sparse-checkout', 'info/refs', 'info'].map(sharedNameOf)).toEqual([
    ...Array(5).fill('settings'),
    ...[null, null],
  ])
})

test('a snapshot is not told of', async () => {
  const seen = await watch([])
  shell('git update-ref refs/ikigai/closed/x HEAD; git tag told')
  await seen.until(isRefs)
  expect(
    ['refs/ikigai', 'refs/ikigai/closed/x', 'index.lock', 'objects/ab', 'logs/HEAD', 'COMMIT_EDITMSG'].map(
      sharedNameOf,
    ),
  ).toEqual(Array(6).fill(null))
  const told = ['refs/heads/a', 'HEAD', 'packed-refs', 'worktrees', 'worktrees/one', 'worktrees/one/HEAD', 'index']
  expect([...told, 'worktrees/one/index', 'worktrees/one/MERGE_HEAD', 'rebase-merge/done'].map(sharedNameOf)).toEqual([
    ...Array(6).fill('refs'),
    ...['index ', 'index one', 'index one', 'index '],
  ])
})

describe('a burst', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const gather = () => {
    const told: [string, boolean][] = []
    const burst = coalescer({ quiet: 150, longest: 1000, most: 3 }, (all, more) => told.push([all.join(' '), more]))
    return { told, burst }
  }

  test('is told at its first change and when it is over, and then no timer runs', () => {
    const { told, burst } = gather()
    burst.add(['a'])
    burst.add(['b', 'c'])
    burst.add(['b'])
    expect(told).toEqual([['a', false]])
    vi.advanceTimersByTime(150)
    expect(told).toEqual([
      ['a', false],
      ['b c', false],
    ])
    vi.advanceTimersByTime(150)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that does not end is told every so often, with few names', () => {
    const { told, burst } = gather()
    for (let at = 0; at <= 20; at += 1) {
      burst.add([`n${at}`])
      vi.advanceTimersByTime(100)
    }
    expect(told.slice(0, 2)).toEqual([
      ['n0', false],
      ['n1 n2 n3', true],
    ])
    expect(told.length).toBeGreaterThan(2)
    burst.close()
    burst.add(['late'])
    expect(vi.getTimerCount()).toBe(0)
  })
})
