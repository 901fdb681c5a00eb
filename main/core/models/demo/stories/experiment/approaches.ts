import { found, readMark } from '../../memory.ts'
import { type Call, commandOf, next, playSteps, type Step } from '../../play.ts'
import type { Done, Scene } from '../../scene.ts'
import { asks, type Story } from '../../story.ts'
import { bytes, hashTable, hybrid, measured, searchTree } from './measuring.ts'

type Approach = {
  title: string
  mark: string
  asked: RegExp
  /** The program that measures it. */
  program: Call
  lines: (done: Done | undefined) => string[]
  next: string
}

const users = 100_000
const perUser = (done: Done | undefined) => measured(done, 'bytes per user')
const lookup = (done: Done | undefined) => {
  const time = measured(done, 'nanoseconds per lookup')
  return time === null ? '' : ` (${time} ns, measured)`
}

/** Lines that both a person and the comparison read. */
const memoryLines = (size: number | null, word: string) =>
  size === null
    ? ['Memory: not measured here']
    : [`Memory: ${bytes(size)} per user (${word})`, `For 100,000 users: ${bytes(size * users)}`]

/** The three that 'Experimental Approaches with Mark/Rewind' tries, each under a mark of its own. */
export const approachesTried: readonly Approach[] = [
  {
    title: 'Hash table',
    mark: 'hash-table-approach',
    asked: /\btry\b.*\bhash table\b/,
    program: hashTable,
    lines: (done) => [`Lookup: O(1) average${lookup(done)}`, ...memoryLines(perUser(done), 'high')],
    next: '`/mark hash-table-approach`, then `That’s a lot of memory. Let’s try a binary search tree.`',
  },
  {
    title: 'BST',
    mark: 'bst-approach',
    asked: /\btry\b.*\b(binary search tree|bst)\b/,
    program: searchTree,
    lines: (done) => [`Lookup: O(log n)${lookup(done)}`, ...memoryLines(perUser(done), 'low')],
    next: '`/mark bst-approach`, then `Better memory usage, but slower lookups. Let’s try a hybrid.`',
  },
  {
    title: 'Hybrid LRU+DB',
    mark: 'hybrid-approach',
    asked: /\btry\b.*\bhybrid\b/,
    program: hybrid,
    lines: (done) => {
      const size = measured(done, 'bytes in all')
      const hits = measured(done, 'hits of 100')
      return [
        'LRU cache for hot data (1000 users), database for cold data',
        `Lookup: O(1) where it is cached${lookup(done)}, else one query`,
        size === null ? 'Memory: not measured here' : `Memory: ${bytes(size)}, however many users there are`,
        ...(hits === null ? [] : [`Cache hit rate: ${hits}%, where nine of ten requests come from 1% of the users`]),
      ]
    },
    next: '`/mark hybrid-approach`, then `Create a memory doc comparing all three approaches`',
  },
]

/** What is said just before a rewind: whatever is tried now would stand on top of what was tried last. */
const isRegret = (scene: Scene) => asks(scene, /^(that s|it s|that is) a lot of memory|^better memory usage/)

const tried = (scene: Scene) => approachesTried.find(({ asked }) => asks(scene, asked))

/** 'Experimental Approaches with Mark/Rewind': one approach after the other, each tried on a clear path. */
export const approaches: Story = {
  fits: (scene) => tried(scene) !== undefined,
  play(scene) {
    const approach = tried(scene)
    if (!approach) return playSteps(scene, [])
    return playSteps(scene, isRegret(scene) ? [() => ({ text: backFirst })] : stepsOf(scene, approach))
  },
}

const backFirst = `Gladly, but not on top of what we have: whatever I try now would lean on it. Go back first, and I begin with a clear head. What we found out stays under its mark.${next('`/rewind before-data-structure`, then `Try a binary search tree instead` or `Let’s try a hybrid: LRU cache + database`')}`

function stepsOf(scene: Scene, approach: Approach): Step[] {
  const [first] = approachesTried
  const compares = approach.mark === 'bst-approach' && scene.tools.has('read_mark')
  const reading = compares && first ? [readMark(first.mark)] : []
  return [
    () => ({
      text: `I'll implement with a ${approach.title}... A small program measures it; nothing is written to the repository yet.`,
      calls: [approach.program, ...reading],
    }),
    (done) => {
      const run = done.find((one) => commandOf(one) === commandOf({ ...approach.program, result: '' }))
      const lines = [...approach.lines(run), ...lessMemory(perUser(run), done)].map((line) => `- ${line}`)
      return { text: `**${approach.title}**\n\n${lines.join('\n')}${next(approach.next)}` }
    },
  ]
}

/** How this compares with what was measured under the first mark, on a path that was left. */
function lessMemory(size: number | null, done: readonly Done[]): string[] {
  const before = /Memory: (\d+) bytes per user/.exec(found(done.find(({ name }) => name === 'read_mark')) ?? '')?.[1]
  if (size === null || before === undefined) return []
  return [`${(Number(before) / size).toFixed(1)}x less memory than the hash table!`]
}
