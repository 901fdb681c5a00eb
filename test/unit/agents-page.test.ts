import { expect, test } from 'vitest'
import type { Agent } from '../../preload/protocol/state.ts'
import { workingBelow } from '../../renderer/agents/below.ts'
import { movedBeside, movedBy } from '../../renderer/agents/order.ts'
import { describe as described, standingOf, standingWords } from '../../renderer/agents/standing.ts'
import { shortNumber, usageWords } from '../../renderer/agents/status-words.ts'
import { treeOf } from '../../renderer/agents/tree.ts'
import { newsOf } from '../../renderer/notifications/news.ts'
import { anAgent } from '../helpers/agents.ts'

const agent = (id: string, parentId: string | null = null): Agent =>
  anAgent(id, { parentId, usage: { input: 17_000, cachedInput: 0, output: 1400, cost: 0.213 } })
const broken = (kind: 'interrupted' | 'stopped' | 'context-full') => ({
  ...agent('a'),
  run: { state: 'broken' as const, runId: 'r', fault: kind === 'context-full' ? { kind, model: 'm' } : { kind } },
})
const approval = {
  id: 'q',
  callId: 'c',
  kind: 'command' as const,
  display: { verb: 'run', subject: 'npm test' },
  detail: null,
  remembers: null,
  askedAt: 0,
}

test('a tab moves beside another, and by places as far as there are any', () => {
  const ids = ['a', 'b', 'c']
  expect([
    movedBeside(ids, 'a', 'c', 'after'),
    movedBeside(ids, 'c', 'a', 'before'),
    movedBeside(ids, 'b', 'b', 'after'),
    movedBy(ids, 'a', 1),
    movedBy(ids, 'c', 1),
  ]).toEqual([
    ['b', 'c', 'a'],
    ['c', 'a', 'b'],
    ['a', 'b', 'c'],
    ['b', 'a', 'c'],
    ['a', 'b', 'c'],
  ])
})

test('agents stand below their parents, and at the top when those are closed', () => {
  const agents = [agent('b', 'a'), agent('a'), agent('lost', 'closed'), agent('c', 'b')]
  expect(treeOf(agents).map(({ agent: { id }, depth }) => [id, depth])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['lost', 0],
  ])
})

test('a question comes before a running run, and stopping is not failing', () => {
  const asks = { ...agent('a'), approvals: [approval], unread: 2 }
  expect([
    standingOf(asks),
    described(asks, ''),
    ...[broken('interrupted'), broken('stopped'), broken('context-full')].map((one) => [
      standingOf(one),
      standingWords(one),
    ]),
  ]).toEqual(['needs-you', 'needs you, 2 unread', ['failed', 'interrupted'], ['idle', 'stopped'], ['failed', 'failed']])
})

test('an agent whose sub-agents work is not done, and says for whom it waits', () => {
  const sub = (name: string, running: boolean) => ({
    ...{ name, kind: 'sub' as const, parentId: 'a' },
    run: running ? { state: 'running' as const, runId: 'r', since: 0, retry: null } : { state: 'idle' as const },
  })
  const agents = [sub('scout', true), sub('done', false), sub('guide', true), { ...sub('x', true), parentId: 'b' }]
  expect(workingBelow(agents, 'a')).toBe('scout, guide')
  expect(described(agent('a'), workingBelow(agents, 'a'))).toBe('idle, scout, guide at work for it')
  expect(described(agent('a'), workingBelow(agents, 'c'))).toBe('idle')
})

test('usage is short, and silent about a cost that is not known, or not yet', () => {
  const model = {
    provider: 'openai' as const,
    name: 'gpt-5.2',
    baseUrl: '',
    api: 'responses' as const,
    key: 'none' as const,
    fromEnvironment: [],
    openings: [],
  }
  const unknown = { ...agent('a'), usage: { ...agent('a').usage, cost: null } }
  const unused = { ...agent('a'), usage: { input: 0, cachedInput: 0, output: 0, cost: 0 } }
  expect([
    usageWords(agent('a'), model),
    usageWords(unknown, model),
    usageWords(agent('a'), { ...model, provider: 'demo' }),
    usageWords(unused, model),
  ]).toEqual([
    ['gpt-5.2', '18.4k tokens', '$0.21'],
    ['gpt-5.2', '18.4k tokens'],
    ['demo model', '18.4k tokens'],
    ['gpt-5.2', '0 tokens'],
  ])
  expect([999, 1000, 999_949, 999_950].map(shortNumber)).toEqual(['999', '1.0k', '999.9k', '1.0M'])
})

test('news are a question that waits and an end that nobody brought about', () => {
  const one = agent('oauth')
  const ended = { type: 'run-changed' as const, agentId: 'oauth', run: { state: 'idle' as const } }
  const stopped = { type: 'run-changed' as const, agentId: 'oauth', run: broken('stopped').run }
  expect([
    newsOf({ type: 'approval-asked', agentId: 'oauth', approval }, one, true),
    newsOf(ended, one, true)?.title,
    newsOf(ended, one, false),
    newsOf(ended, { ...one, queue: [{ id: 'q', text: 'next', from: null }] }, true),
    newsOf(stopped, one, true),
    newsOf({ ...stopped, run: broken('context-full').run }, one, true)?.title,
  ]).toEqual([
    { agentId: 'oauth', title: 'oauth needs you', body: 'oauth: run npm test' },
    'oauth is done',
    null,
    null,
    null,
    'oauth failed',
  ])
})
