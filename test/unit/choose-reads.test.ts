import { expect, test } from 'vitest'
import { chooseReads, type FastReads, type ReaderNews } from '../../main/core/git/reads/choose-reads.ts'
import type { GitReads } from '../../main/core/git/reads/git-reads.ts'
import { readerWords } from '../../preload/protocol/reader.ts'
import { fail, ok } from '../../preload/protocol/result.ts'

const missing = fail({ kind: 'git-failed' as const, verb: 'merge-base', reason: 'no such commit' })

/** A reader that says its name in all that it answers. */
function named(name: string): GitReads {
  return {
    status: async () => ok({ head: name, branch: null, modified: 0, untracked: 0, conflicts: 0 }),
    refs: async () => ok([name]),
    aheadBehind: async () => ok({ ahead: 0, behind: 0 }),
    mergeBase: async () => ok(name),
    branches: async () => ok([]),
    log: async () => ok([]),
  }
}

/** Reads by git and by another reader, once that is loaded, with all that is told of it. */
async function chosen(fast: Partial<FastReads>, system = named('git')) {
  const news: ReaderNews[] = []
  const given: string[] = []
  const other: FastReads = { name: 'other', reads: {}, giveUp: (reason) => given.push(reason), ...fast }
  const reads = chooseReads(
    system,
    async () => other,
    (one) => news.push(one),
  )
  await Promise.resolve()
  return { reads, news, given }
}

test('another reader answers the reads that it has, and git the others', async () => {
  const { refs } = named('other')
  const { reads, news } = await chosen({ reads: { refs } })
  expect([await reads.refs('', []), await reads.mergeBase('', ['', ''])]).toEqual([ok(['other']), ok('git')])
  expect(news).toEqual([{ reader: { name: 'other', reads: ['refs'] }, failed: null }])
})

test('git answers until the other reader is there', async () => {
  const loading = Promise.withResolvers<FastReads>()
  const reads = chooseReads(
    named('git'),
    () => loading.promise,
    () => undefined,
  )
  expect(await reads.refs('', [])).toEqual(ok(['git']))
  loading.resolve({ name: 'other', reads: named('other'), giveUp: () => undefined })
  await loading.promise
  expect(await reads.refs('', [])).toEqual(ok(['other']))
})

test('a reader that throws is not asked again, and whoever asked has the answer of git', async () => {
  const { mergeBase } = named('other')
  let asked = 0
  const refs = () => {
    asked += 1
    return Promise.reject(new Error('out of luck'))
  }
  const { reads, news, given } = await chosen({ reads: { refs, mergeBase } })
  expect(await Promise.all([reads.refs('', []), reads.refs('', [])])).toEqual([ok(['git']), ok(['git'])])
  expect([await reads.refs('', []), await reads.mergeBase('', ['', ''])]).toEqual([ok(['git']), ok('git')])
  expect([asked, given]).toEqual([2, ['out of luck']])
  expect(news.slice(1)).toEqual([
    {
      reader: { name: 'git', why: 'other failed: out of luck' },
      failed: { kind: 'reader-failed', name: 'other', reason: 'out of luck' },
    },
  ])
})

test('a read that fails where git has an answer ends the other reader, and one that nobody can answer does not', async () => {
  const failing = { mergeBase: async () => missing }
  const right = await chosen({ reads: failing }, { ...named('git'), ...failing })
  expect(await right.reads.mergeBase('', ['', ''])).toEqual(missing)
  expect(right.given).toEqual([])
  const wrong = await chosen({ reads: failing })
  expect(await wrong.reads.mergeBase('', ['', ''])).toEqual(ok('git'))
  expect(wrong.given).toHaveLength(1)
})

test('what the other reader leaves to git, git answers, and it is asked again', async () => {
  const { reads, given } = await chosen({ reads: { refs: async () => null, mergeBase: named('other').mergeBase } })
  expect([await reads.refs('', []), await reads.mergeBase('', ['', ''])]).toEqual([ok(['git']), ok('other')])
  expect(given).toEqual([])
})

test('a reader that is there and cannot be used is told of', () => {
  const words = [
    readerWords({ name: 'git', why: null }),
    readerWords({ name: 'git', why: 'nodegit cannot be loaded' }),
    readerWords({ name: 'nodegit', reads: ['refs', 'aheadBehind'] }),
    readerWords({ name: 'nodegit', reads: [] }),
  ]
  expect(words).toEqual([
    'Read by git.',
    'Read by git. Another reader is there, but nodegit cannot be loaded.',
    'Read by nodegit (refs, ahead and behind) and by git.',
    'Read by git: nodegit is there, and is faster at nothing.',
  ])
})
