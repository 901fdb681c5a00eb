import { found, kept, readMark, remember } from '../../memory.ts'
import { next, playSteps } from '../../play.ts'
import type { Done } from '../../scene.ts'
import { asks, type Story } from '../../story.ts'

/** 'Exploration with Nested Marks': the design that came of it. */
export const designDocument: Story = {
  fits: (scene) => asks(scene, /\bmemory doc\b.*\bcache design\b/),
  play: (scene) =>
    playSteps(scene, [
      () => ({ text: 'I write it down.', calls: [remember(design)] }),
      ([written]) => ({ text: `${kept(written)}\n\n${designGist}` }),
    ]),
}

/** And what was tried on the way to it, read from the marks on the paths that were left. */
export const explorationDocument: Story = {
  fits: (scene) => asks(scene, /\bmemory doc\b.*\bapproaches tried\b/),
  play: (scene) =>
    playSteps(scene, [
      () => ({
        text: 'I read what was said under the marks, also where we went back.',
        calls: tried.map(({ mark }) => readMark(mark)),
      }),
      (done) => ({ text: 'Now the document.', calls: [remember(exploration(done))] }),
      (done) => ({ text: `${kept(done.at(-1))}\n\n${explorationGist(done)}` }),
    ]),
}

const design = {
  title: 'Cache design: L1 in memory, L2 in Redis, LRU',
  alias: 'cache/design',
  content: `# Cache design

- L1: in memory, 1000 items, in each server
- L2: Redis, 100,000 items, shared by all servers
- Eviction: LRU in both. L1 keeps the order of access; L2 has \`maxmemory-policy allkeys-lru\`
- Lookup: L1 (~100 ns), then L2 (~1 ms), then the database (~10 ms). What is found is put into the tiers before
- A change is deleted from both tiers
- Where Redis is away the database answers

The times are rules of thumb and were not measured.
`,
}

const designGist = `L1 in memory, L2 in Redis, LRU in both; what is in neither comes from the database.${next('`Also create memory doc documenting approaches tried and why we chose this`')}`

const tried = [
  { mark: 'in-memory-with-persistence', title: 'Pure in-memory' },
  { mark: 'redis-with-ha', title: 'Pure Redis' },
] as const

const textUnder = (done: readonly Done[], mark: string) =>
  found(done.find(({ name, arguments: args }) => name === 'read_mark' && args['label'] === mark))

const bullets = (text: string | null) => [...new Set(text?.match(/^\s*- .+$/gm) ?? [])].map((line) => line.trim())

function exploration(done: readonly Done[]) {
  const sections = tried.map(({ mark, title }) => {
    const said = bullets(textUnder(done, mark))
    const what = said.length > 0 ? said.join('\n') : 'Nothing was found under this mark.'
    return `## ${title}\n\nFrom the mark ${mark}.\n\n${what}`
  })
  const chosen =
    '## Hybrid L1 and L2, chosen\n\nNeither tier has to be complete, so neither has to survive. LRU in both: simple, and what was asked for lately is asked for again.'
  return {
    title: 'Cache: what was tried',
    alias: 'cache/exploration',
    content: `# Cache: what was tried\n\n${[...sections, chosen].join('\n\n')}\n`,
  }
}

function explorationGist(done: readonly Done[]): string {
  const missing = tried.filter(({ mark }) => textUnder(done, mark) === null).map(({ mark }) => `\`${mark}\``)
  const gap = missing.length > 0 ? `\n- Not found: ${missing.join(', ')}` : ''
  return `- Approaches: ${tried.map(({ title }) => title).join(', ')}, Hybrid L1+L2 ✓\n- Eviction: LRU ✓\n- Decision: Hybrid with LRU for best performance/complexity tradeoff${gap}${next('`/agent new cache-impl --worktree`, and there `Implement the cache design from #mem-…` with the number of the design document')}`
}
