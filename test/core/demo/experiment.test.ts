import { expect, test } from 'vitest'
import { conversation, nothingShared } from './wire.ts'

const question =
  'We need a fast lookup structure for user permissions. Not sure whether to use\nhash table or binary tree.'

test('Experimental Approaches with Mark/Rewind: three are tried, compared from their marks, and the winner is built', async () => {
  const shared = nothingShared()
  const { say, mark, rewind, calls } = await conversation(shared)
  expect(await say(question)).toMatch(/a script, not an AI[\s\S]*`\/mark before-data-structure`/)
  mark('before-data-structure')

  const hash = await say("Let's try a hash table approach first")
  expect(hash).toMatch(
    /Lookup: O\(1\) average \(\d+ ns, measured\)\n- Memory: \d+ bytes per user \(high\)\n- For 100,000 users: \d+ MB/,
  )
  mark('hash-table-approach')
  expect(await say("That's a lot of memory. Let's try a binary search tree.")).toMatch(
    /`\/rewind before-data-structure`/,
  )
  rewind('before-data-structure')

  const tree = await say('Try a binary search tree instead')
  expect(tree).toMatch(
    /Lookup: O\(log n\) .*\n- Memory: \d+ bytes per user \(low\)[\s\S]*\d\.\dx less memory than the hash table!/,
  )
  mark('bst-approach')
  expect(await say("Better memory usage, but slower lookups. Let's try a hybrid.")).toMatch(
    /`\/rewind before-data-structure`/,
  )
  rewind('before-data-structure')

  const hybrid = await say("Let's try a hybrid: LRU cache + database")
  expect(hybrid).toMatch(/Memory: \d+ KB, however many users[\s\S]*Cache hit rate: \d+%/)
  mark('hybrid-approach')
  expect(calls.filter(({ name }) => name === 'run_command')).toHaveLength(3)

  const compared = await say('Create a memory doc comparing all three approaches')
  expect(compared).toMatch(
    /^Created #mem-1 \(permission-cache\/comparison\)\n\nSummary:\n\n1\. \*\*Hash table\*\*: [\s\S]*Recommendation: Hybrid approach/,
  )
  expect(calls.slice(-4).map(({ arguments: { label, alias } }) => label ?? alias)).toEqual([
    ...['hash-table-approach', 'bst-approach', 'hybrid-approach'],
    'permission-cache/comparison',
  ])
  for (const said of [hash, tree, hybrid]) {
    const memory = /Memory: [^\n]+/.exec(said)?.[0] ?? 'nothing'
    expect(shared.documents[0]?.content).toContain(memory)
  }

  rewind('hybrid-approach')
  expect(await say('Implement this with full tests and documentation')).toMatch(
    /^Implemented, all tests passing\. 12 tests pass\./,
  )
  expect(calls.filter(({ name }) => name === 'git_commit')).toEqual([])
})

test('a mark that is not there is said to be missing, and the others are compared', async () => {
  const { say, mark } = await conversation(nothingShared())
  await say(question)
  await say('try a HASH TABLE, please')
  mark('hash-table-approach')
  const compared = await say('Create a memory doc comparing all three approaches!')
  expect(compared).toMatch(
    /1\. \*\*Hash table\*\*[\s\S]*Not found: `bst-approach`, `hybrid-approach`\.\n\nRecommendation: none yet/,
  )
})

test('without the tools for marks and memory it says that it needs them', async () => {
  const { say, calls } = await conversation(nothingShared(), { withMemory: false })
  await say(question)
  await say("Let's try a hash table approach first")
  expect(await say('Try a binary search tree instead')).not.toMatch(/less memory/)
  expect(await say('Create a memory doc comparing all three approaches')).toMatch(
    /I need `read_mark`, which this version of Ikigai does not offer/,
  )
  expect(calls.map(({ name }) => name)).toEqual(['run_command', 'run_command'])
})
