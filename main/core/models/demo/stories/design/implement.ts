import { tieredCache } from '../../code/tiered-cache.ts'
import { coding, commitInWords } from '../../coding.ts'
import { found, namedIn } from '../../memory.ts'
import { type Call, playSteps } from '../../play.ts'
import { asks, type Story } from '../../story.ts'
import { allPass, testsInWords } from '../../test-run.ts'

const byAlias: Call = { name: 'memory_read', arguments: { ref: 'cache/design' } }

/** 'Exploration with Nested Marks': the design is carried out by an agent that has heard nothing of the exploration. */
export const implementDesign: Story = {
  fits: (scene) => asks(scene, /\bimplement the cache design\b/),
  play(scene) {
    const [named = byAlias] = namedIn(scene.asked)
    return playSteps(scene, [
      () => ({ text: 'First the document.', calls: [named] }),
      ([read]) =>
        found(read) === null && named !== byAlias
          ? { text: 'Not under that number; it has a name too.', calls: [byAlias] }
          : null,
      (done) => (done.every((one) => found(one) === null) ? { text: notFound } : null),
      ...coding(scene, tieredCache, {
        text: 'L1 in memory, L2 in Redis, LRU in both: that is clear enough to begin. I look where it goes.',
        commit: 'Cache in two tiers: L1 in memory, L2 in Redis',
        report: (_, tests, commit) =>
          `${allPass(tests) ? 'Implemented as designed.' : 'Written, but not done.'} ${testsInWords(tests)} There is no Redis to talk to in a demo, so the tests give it a stand-in. ${commitInWords(commit)}`,
      }),
    ])
  },
}

const notFound = 'I find no such document, so I do not know the design. `/memory list` lists those there are.'
