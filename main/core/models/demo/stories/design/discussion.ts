import { next, playSteps } from '../../play.ts'
import type { Scene } from '../../scene.ts'
import { asks, type Story, wasSaid } from '../../story.ts'

const begin = /\bredesign the cach(e|ing) layer\b/

/** 'Exploration with Nested Marks': the talk about a design, decision by decision. */
export const discussion: Story = {
  fits: (scene) => (asks(scene, begin) || wasSaid(scene, begin)) && replyTo(scene) !== undefined,
  play: (scene) => playSteps(scene, [() => ({ text: replyTo(scene)?.text ?? '' })]),
}

const replyTo = (scene: Scene) => replies.find(({ asked }) => asks(scene, asked))

const inMemory = `**In-memory cache with persistence**

- Lookup: ~100ns, in the process itself
- Each server has a cache of its own, so a change must be told to all of them
- To be warm after a restart it has to be written to disk, and read again
- What is on disk may be older than the database: that needs a version of each entry`

const redis = `**Redis with HA setup**

- Lookup: ~1ms, over the network, the same for all servers
- Where Redis is away nothing is cached: that wants a replica and Sentinel, or a cluster
- Three more processes to run and to watch, for a cache that may be lost anyway`

const hybrid = `**Hybrid cache design**

- L1: In-memory (hot data, 1000 items)
- L2: Redis (warm data, 100K items)
- Best of both worlds: neither has to be complete, so neither has to survive

Lookup flow: L1 (~100ns) → L2 (~1ms) → DB (~10ms)`

const lru = `**LRU eviction**: track access time, evict least recently used.

- L1 does it itself: a map that keeps the order of access
- L2 has it as a setting: \`maxmemory-policy allkeys-lru\`
- Simple, and good where what was asked for lately is asked for again`

const replies: readonly { asked: RegExp; text: string }[] = [
  {
    asked: begin,
    text: `Then one decision after the other: where the data is kept, and what is let go of. I speak from general knowledge here: the times are rules of thumb, nothing was measured.${next('`/mark cache-design-start`, then `First decision: In-memory vs Redis?`')}`,
  },
  {
    asked: /\bfirst decision\b/,
    text: `In-memory is fast and lost with the process; Redis is shared and a network away. We could try both in thought.${next('`/mark decision-storage`, then `Try in-memory approach`')}`,
  },
  {
    asked: /\btry in memory\b/,
    text: `${inMemory}${next('`/mark in-memory-with-persistence`, then `That’s getting complex. Rewind.`')}`,
  },
  {
    asked: /\b(getting complex|rewind)\b/,
    text: `It is. A script cannot rewind for you: the command does it.${next('`/rewind decision-storage`, then `Try Redis approach`')}`,
  },
  {
    asked: /\btry redis\b/,
    text: `${redis}${next('`/mark redis-with-ha`, then `Seems over-engineered. What about hybrid?`')}`,
  },
  {
    asked: /\bover engineered\b|\bwhat about (a )?hybrid\b/,
    text: `Worth a try, from where we decided.${next('`/rewind decision-storage`, then `Hybrid: in-memory L1 cache + Redis L2 cache`')}`,
  },
  { asked: /^hybrid\b/, text: `${hybrid}${next('`/mark eviction-policy`, then `Try LRU eviction`')}` },
  { asked: /\btry lru\b/, text: `${lru}${next('`Actually, LRU is fine. Commit to this design.`')}` },
  {
    asked: /\bcommit to this design\b|\blru is fine\b/,
    text: `Settled: L1 in memory, L2 in Redis, LRU in both. (A design is nothing that git could commit; a memory document keeps it.)${next('`Create memory doc with final hybrid cache design (L1/L2) with LRU eviction`')}`,
  },
]
