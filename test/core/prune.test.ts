import { afterEach, beforeEach, expect, test } from 'vitest'
import { value } from '../helpers/open-core.ts'
import { openTalk, type Talk } from '../helpers/talk.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'

let talk: Talk

beforeEach(async () => {
  talk = await openTalk()
})
afterEach(() => talk.close())

const refs = () => runGit(talk.repository, 'for-each-ref', '--format=%(refname)', 'refs/ikigai').split('\n').length - 1
const unneeded = () => value(talk.core().call('snapshots.unneeded', {}))

async function go(to: { kind: 'undo' } | { kind: 'place'; id: string }) {
  const wish = { agentId: talk.idOf('main'), to }
  const { present } = await value(talk.core().call('rewind.preview', wish))
  await value(talk.core().call('rewind.run', { ...wish, files: true, branch: false, present }))
}

test('snapshots that nothing leads to are counted with the room that they alone take, and deleted when asked', async () => {
  await talk.type('/mark start')
  const { places } = await value(talk.core().call('timeline.open', { agentId: talk.idOf('main') }))
  const start = { kind: 'place' as const, id: places[0]?.id ?? '' }
  const big = Array.from({ length: 20_000 }, (_, at) => (at * 2_654_435_761) % 4_294_967_296).join('')
  writeFiles(talk.repository, { 'a.txt': `${big}\n` })
  await go(start)
  await go({ kind: 'undo' })
  expect(talk.file('a.txt')).toBe(`${big}\n`)
  writeFiles(talk.repository, { 'a.txt': 'left by the second rewind\n' })
  await talk.type('/mark end')
  // its files are those of the mark, and so is its snapshot
  await go(start)

  const before = refs()
  const room = await unneeded()
  // what the rewind that was undone has left, and what its undo has
  expect(room.snapshots).toBe(2)
  expect(room.bytes).toBeGreaterThan(50_000)
  expect(room.bytes).toBeLessThan(big.length)
  expect(refs()).toBe(before)

  const foreign = `refs/ikigai/places/another/1`
  runGit(talk.repository, 'update-ref', foreign, 'HEAD')
  runGit(talk.repository, 'update-ref', `refs/ikigai/closed/${talk.idOf('main')}/1`, 'HEAD')
  expect(await value(talk.core().call('snapshots.prune', {}))).toEqual(room)
  expect(refs()).toBe(before - 2 + 2)
  expect(await unneeded()).toEqual({ snapshots: 0, bytes: 0 })

  // all that there is to come back to is there
  runGit(talk.repository, 'reflog', 'expire', '--expire=now', '--all')
  runGit(talk.repository, 'gc', '--quiet', '--prune=now')
  await go({ kind: 'undo' })
  expect(talk.file('a.txt')).toBe('left by the second rewind\n')
  await go(start)
  expect(talk.file('a.txt')).toBe('one\n')
})
