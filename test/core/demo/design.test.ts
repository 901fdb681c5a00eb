import { expect, test } from 'vitest'
import { conversation, nothingShared } from './wire.ts'

test('Exploration with Nested Marks: decisions are talked through, written down and carried out by another agent', async () => {
  const shared = nothingShared()
  const { say, mark, rewind, calls } = await conversation(shared)
  expect(await say('We need to redesign the caching layer')).toMatch(
    /a script, not an AI[\s\S]*`\/mark cache-design-start`/,
  )
  mark('cache-design-start')
  expect(await say('First decision: In-memory vs Redis?')).toMatch(/`\/mark decision-storage`/)
  mark('decision-storage')
  expect(await say('Try in-memory approach')).toMatch(/^\*\*In-memory cache with persistence/)
  mark('in-memory-with-persistence')
  expect(await say("That's getting complex. Rewind.")).toMatch(/`\/rewind decision-storage`/)
  rewind('decision-storage')
  expect(await say('Try Redis approach')).toMatch(/^\*\*Redis with HA setup/)
  mark('redis-with-ha')
  expect(await say('Seems over-engineered. What about hybrid?')).toMatch(/`\/rewind decision-storage`/)
  rewind('decision-storage')
  expect(await say('Hybrid: in-memory L1 cache + Redis L2 cache')).toMatch(/L1 \(~100ns\) → L2 \(~1ms\) → DB \(~10ms\)/)
  mark('eviction-policy')
  expect(await say('Try LRU eviction')).toMatch(/track access time, evict least recently used/)
  expect(await say('Actually, LRU is fine. Commit to this design.')).toMatch(/^Settled/)
  expect(await say('Create memory doc with final hybrid cache design (L1/L2) with LRU eviction')).toMatch(
    /^Created #mem-1 \(cache\/design\)/,
  )
  expect(await say('Also create memory doc documenting approaches tried and why we chose this')).toMatch(
    /^Created #mem-2 \(cache\/exploration\)\n\n- Approaches: Pure in-memory, Pure Redis, Hybrid L1\+L2 ✓\n- Eviction: LRU ✓\n- Decision: Hybrid with LRU/,
  )
  expect(shared.documents[1]?.content).toMatch(/redis-with-ha\.\n\n- Lookup: ~1ms, over the network/)
  expect(calls.map(({ name }) => name)).toEqual(['memory_write', 'read_mark', 'read_mark', 'memory_write'])

  const other = await conversation(shared)
  const built = await other.say('Implement the cache design from #mem-1')
  expect(built).toMatch(/^Implemented as designed\. 11 tests pass\..*It is committed\.$/)
  expect(other.folder.git('log', '--format=%s')).toBe('Cache in two tiers: L1 in memory, L2 in Redis\n')
})

test('a design that is not there is not made up', async () => {
  const { say, calls } = await conversation(nothingShared())
  expect(await say('Implement the cache design from #mem-195')).toMatch(/no such document/)
  expect(calls.map(({ arguments: { ref } }) => ref)).toEqual(['#mem-195', 'cache/design'])
})

test('the same words mean nothing special elsewhere', async () => {
  const { say } = await conversation(nothingShared())
  await say('Hello')
  expect(await say('Try LRU eviction')).toMatch(/I am a script and did not understand/)
})
