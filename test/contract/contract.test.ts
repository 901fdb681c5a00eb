import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contract } from '../../preload/protocol/contract.ts'
import type { State } from '../../preload/protocol/state.ts'
import type { Frame } from '../../preload/protocol/wire.ts'
import { type OpenedCore, openCore } from '../helpers/open-core.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'
import { faultOf, openTestPage, type TestPage } from './page.ts'
import { ipcWires, memoryWires, socketWires, type Wires } from './wires.ts'

const kinds = { memory: memoryWires, WebSocket: socketWires, 'Electron IPC': ipcWires }

describe.each(Object.entries(kinds))('over %s', (_name, open) => {
  let folder: ReturnType<typeof temporaryFolder>
  let opened: OpenedCore
  let wires: Wires
  let page: TestPage

  beforeEach(async () => {
    folder = temporaryFolder()
    makeRepository(`${folder.path}/sample`)
    opened = await openCore({ home: `${folder.path}/home`, repository: `${folder.path}/sample` })
    wires = await open(opened)
    page = await openTestPage(await wires.wire())
  })

  afterEach(async () => {
    page.close()
    await wires.close()
    await opened.close()
    folder.remove()
  })

  const root = () => page.state().agents[0]?.id ?? ''
  const send = (text: string, agentId = root()) =>
    page.value<{ view: string | null }>('message.send', { agentId, text })

  test('a page gets the whole state first, then every event, numbered without a gap', async () => {
    await send('/agent new one')
    await send('/agent new two')
    await send('/agent rename first')
    await page.until(({ agents }) => agents.length === 3 && agents[0]?.name === 'first')

    const [first, ...rest] = page.frames
    expect(first?.kind).toBe('state')
    const start = first?.kind === 'state' ? first.n : -1
    const numbers = rest.flatMap((frame) => (frame.kind === 'event' ? frame.n : []))
    expect(numbers).toEqual(numbers.map((_, index) => start + 1 + index))
  })

  test('the events add up to the state that the host answers with', async () => {
    // from here on nothing happens but what this test does
    await page.until((state) => state.branches.length > 0)
    await send('/agent new one')
    await page.value('draft.save', { agentId: root(), text: 'half a thought' })
    const { n, state } = await page.value<{ n: number; state: State }>('feed.state', {})
    await page.until((_, frames) => frames.some((frame) => frame.kind === 'event' && frame.n === n))
    expect(page.state()).toEqual(state)
  })

  test('a page that joins late gets the same state, and both see the same events from there on', async () => {
    // from here on nothing happens but what this test does
    await page.until((state) => state.branches.length > 0)
    await send('/agent new one')
    const late = await openTestPage(await wires.wire())
    await send('/agent rename first')
    const { n } = await page.value<{ n: number }>('feed.state', {})
    const all = (_: State, frames: Frame[]) => frames.some((frame) => frame.kind === 'event' && frame.n === n)
    expect(await late.until(all)).toEqual(await page.until(all))
    late.close()
  })

  test('every call of the contract has a handler', async () => {
    const answers = await Promise.all(
      Object.keys(contract).map(async (name) => [name, await page.call(name, { nonsense: true })] as const),
    )
    const unknown = answers.filter(
      ([, answer]) => !answer.ok && JSON.stringify(answer.fault).includes('there is no call'),
    )
    const broken = answers.filter(([, answer]) => faultOf(answer) === 'bug')
    expect({ unknown, broken }).toEqual({ unknown: [], broken: [] })
  })

  test.each([
    ['a call that does not exist', 'agents.obey', {}],
    ['a name that every object has', 'constructor', {}],
    ['no input', 'message.send', null],
    ['input of another type', 'message.send', 'hello'],
    ['a missing field', 'message.send', { text: 'hello' }],
    ['a field of another type', 'message.send', { agentId: 1, text: 'hello' }],
    ['an answer that is not one of three', 'approval.answer', { agentId: 'a', id: 'b', answer: 'perhaps' }],
    ['a text that is too long', 'message.send', { agentId: 'a', text: 'x'.repeat(2_000_001) }],
    ['a base URL that is none', 'settings.change', { change: { baseUrl: 'file:///etc/passwd' } }],
  ])('refuses %s as bad input', async (_what, name, input) => {
    expect(faultOf(await page.call(name, input))).toBe('bad-input')
  })

  test('an agent that is not there is said to be, with those that are', async () => {
    expect(await page.call('run.stop', { agentId: 'nobody' })).toEqual({
      ok: false,
      fault: { kind: 'no-agent', name: 'nobody', names: ['main'] },
    })
  })

  test('a refused call leaves the state as it was', async () => {
    await page.until((state) => state.branches.length > 0)
    const before = await page.value('feed.state', {})
    await page.call('message.send', { agentId: root(), text: '/nothing such' })
    await page.call('message.send', { agentId: root(), text: '/agent rename' })
    await page.call('agents.order', { ids: 'main' })
    expect(await page.value('feed.state', {})).toEqual(before)
  })

  test('tokens go to pages that look at the conversation, and to no other', async () => {
    const other = await openTestPage(await wires.wire())
    const { view } = await send('/agent new elsewhere')
    await page.value('conversation.open', { agentId: root() })
    await other.value('conversation.open', { agentId: view })
    await send('What is here?')
    await page.until((_, frames) => frames.some(({ kind }) => kind === 'chunk'))
    await page.value('run.stop', { agentId: root() })
    const chunks = (of: TestPage) =>
      of.frames.flatMap((frame) => (frame.kind === 'chunk' && 'agentId' in frame.chunk ? frame.chunk.agentId : []))
    expect(new Set(chunks(page))).toEqual(new Set([root()]))
    expect(chunks(other)).toEqual([])
    other.close()
  })

  test('opening a conversation in the middle of a reply gives what was said so far', async () => {
    const { view } = await send('/agent new elsewhere')
    await page.value('conversation.open', { agentId: root() })
    await send('What is here?')
    await page.until((_, frames) => frames.some((frame) => frame.kind === 'chunk' && frame.chunk.kind === 'reply'))
    const late = await openTestPage(await wires.wire())
    await late.value('conversation.open', { agentId: view })
    const opened = await late.value<{ entries: { kind: string }[] }>('conversation.open', { agentId: root() })
    expect(opened.entries.map(({ kind }) => kind)).toContain('user')
    await page.value('run.stop', { agentId: root() })
    late.close()
  })

  test('a conversation is handed out from its newest end, and the earlier part on request', async () => {
    for (let index = 0; index < 3; index += 1) await send('/agent list')
    const { entries, head, earlier } = await page.value<{
      entries: { id: string; parentId: string | null }[]
      head: string | null
      earlier: boolean
    }>('conversation.open', { agentId: root() })
    expect(entries.map(({ parentId }) => parentId)).toEqual([null, ...entries.slice(0, -1).map(({ id }) => id)])
    expect([entries.at(-1)?.id, earlier]).toEqual([head, false])
    const before = await page.value('conversation.earlier', { agentId: root(), before: entries[0]?.id })
    expect(before).toEqual({ entries: [], earlier: false })
  })
})
