import { expect } from '@playwright/test'
import { makeDemoRepository } from '../../scripts/demo-repository.ts'
import { runGit } from '../helpers/temporary.ts'
import { type App, test } from './ikigai.ts'
import { newAgent, say } from './story.ts'

async function mark(app: App, label: string): Promise<void> {
  await app.send(`/mark ${label}`)
  await expect(app.log.getByRole('article').last()).toContainText(`⟡ Mark: ${label}`)
}

test('Exploration with Nested Marks, word for word, with the demo model', async ({ start }) => {
  test.slow()
  const app = await start({ repository: makeDemoRepository, approval: 'full' })
  await say(app, 'We need to redesign the caching layer', '/mark cache-design-start')
  await mark(app, 'cache-design-start')
  await say(app, 'First decision: In-memory vs Redis?', '/mark decision-storage')
  await mark(app, 'decision-storage')

  await say(app, 'Try in-memory approach', 'In-memory cache with persistence')
  await mark(app, 'in-memory-with-persistence')
  await say(app, "That's getting complex. Rewind.", '/rewind decision-storage')
  await app.send('/rewind decision-storage')
  await expect(app.log).not.toContainText('In-memory cache with persistence')

  await say(app, 'Try Redis approach', 'Redis with HA setup')
  await mark(app, 'redis-with-ha')
  await say(app, 'Seems over-engineered. What about hybrid?', '/rewind decision-storage')
  await app.send('/rewind decision-storage')
  await expect(app.log).not.toContainText('Redis with HA setup')

  await say(app, 'Hybrid: in-memory L1 cache + Redis L2 cache', 'L1 (~100ns) → L2 (~1ms) → DB (~10ms)')
  await mark(app, 'eviction-policy')
  await say(app, 'Try LRU eviction', 'evict least recently used')
  await say(app, 'Actually, LRU is fine. Commit to this design.', 'Settled')
  await say(
    app,
    'Create memory doc with final hybrid cache design (L1/L2) with LRU eviction',
    'Created #mem-1 (cache/design)',
  )
  await say(
    app,
    'Also create memory doc documenting approaches tried and why we chose this',
    'Created #mem-2 (cache/exploration)',
    'Approaches: Pure in-memory, Pure Redis, Hybrid L1+L2 ✓',
  )

  await newAgent(app, '/agent new cache-impl --worktree', 'cache-impl')
  await say(app, 'Implement the cache design from #mem-1', 'Implemented as designed.')
  await expect(app.article('memory').first()).toContainText('#mem-1 v1')
  expect(runGit(app.repository, 'log', '-1', '--format=%s', 'cache-impl').trim()).toBe(
    'Cache in two tiers: L1 in memory, L2 in Redis',
  )
})
