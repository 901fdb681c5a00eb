import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Input, Output } from '../../preload/protocol/contract.ts'
import type { TerminalChunk } from '../../preload/protocol/wire.ts'
import { type OpenedCore, openCore } from '../helpers/open-core.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'
import { faultOf, openTestPage, type TestPage } from './page.ts'
import { memoryWires, socketWires, type Wires } from './wires.ts'

const kinds = { memory: memoryWires, WebSocket: socketWires }
type Opened = Output<'terminal.open'>

const chunksOf = ({ frames }: TestPage) =>
  frames.flatMap((frame) => (frame.kind === 'chunk' && frame.chunk.kind === 'terminal' ? [frame.chunk] : []))

/** What a page shows of a terminal: what it had when it was opened, and what came since, without a hole. */
function shown(opened: Opened, chunks: TerminalChunk[]): string {
  let text = opened.history
  let end = opened.at
  for (const chunk of chunks.filter(({ id }) => id === opened.id)) {
    expect(chunk.at).toBeLessThanOrEqual(end)
    const fresh = chunk.text.slice(end - chunk.at)
    text += fresh
    end += fresh.length
  }
  return text
}

describe.skipIf(process.platform === 'win32').each(Object.entries(kinds))('over %s', (_name, open) => {
  let folder: ReturnType<typeof temporaryFolder>
  let core: OpenedCore
  let wires: Wires
  let page: TestPage

  beforeEach(async () => {
    folder = temporaryFolder()
    makeRepository(`${folder.path}/sample`)
    const environment = { SHELL: '/bin/sh', ENV: '', PS1: '$ ', OPENAI_API_KEY: 'sk-test-2718281828' }
    core = await openCore({ home: `${folder.path}/home`, repository: `${folder.path}/sample`, environment })
    wires = await open(core)
    page = await openTestPage(await wires.wire())
  })

  afterEach(async () => {
    page.close()
    await wires.close()
    await core.close()
    folder.remove()
  })

  const agentId = () => page.state().agents[0]?.id ?? ''
  const openShell = (on: TestPage = page, more: Partial<Input<'terminal.open'>> = {}) =>
    on.value<Opened>('terminal.open', {
      agentId: agentId(),
      kind: 'shell',
      columns: 80,
      rows: 24,
      fresh: false,
      ...more,
    })
  const type = (id: string, text: string) => page.value('terminal.write', { id, text })

  test('a shell says on the page what is typed on it, to whoever has it open, and to no other', async () => {
    const other = await openTestPage(await wires.wire())
    const opened = await openShell()
    await type(opened.id, 'echo THE-$((40+2)); echo [$OPENAI_API_KEY]\r')
    await page.until(() => shown(opened, chunksOf(page)).includes('THE-42\r\n[]\r\n'))
    expect(page.state().terminals).toEqual([{ id: opened.id, agentId: agentId(), ended: null }])
    await other.until(({ terminals }) => terminals.length === 1)
    expect(chunksOf(other)).toEqual([])
    other.close()
  })

  test('a page that comes later sees what was there before, and goes on from there', async () => {
    const opened = await openShell()
    await type(opened.id, 'echo THE-$((40+2))\r')
    await page.until(() => shown(opened, chunksOf(page)).includes('THE-42'))
    const late = await openTestPage(await wires.wire())
    const again = await openShell(late)
    expect(again).toMatchObject({ id: opened.id, ended: null, history: expect.stringContaining('THE-42') })
    await type(opened.id, 'echo THE-$((40+3))\r')
    await late.until(() => shown(again, chunksOf(late)).includes('THE-43'))
    await page.until(() => shown(opened, chunksOf(page)).includes('THE-43'))
    late.close()
  })

  test('keys arrive in the order in which they were typed', async () => {
    const opened = await openShell()
    const letters = 'abcdefghijklmnopqrstuvwxyz'.repeat(8)
    await Promise.all([...`echo ${letters}-$((40+2))\r`].map((text) => type(opened.id, text)))
    await page.until(() => shown(opened, chunksOf(page)).includes('-42'))
    expect(shown(opened, chunksOf(page)).replace(/[\r\n]|\u0020\r/g, '')).toContain(`${letters}-42`)
  })

  test('a page that left a terminal, or opened another, hears no more of it', async () => {
    const other = await openTestPage(await wires.wire())
    const opened = await openShell()
    await openShell(other)
    await page.value('terminal.leave', {})
    const before = chunksOf(page).length
    await type(opened.id, 'echo THE-$((40+2))\r')
    await other.until(() => chunksOf(other).some(({ text }) => text.includes('THE-42')))
    expect(chunksOf(page)).toHaveLength(before)
    other.close()
  })

  test('a shell that ends is said to have, is kept to be read, and starts again when it is asked for', async () => {
    const opened = await openShell()
    await type(opened.id, 'exit 7\r')
    await page.until(({ terminals }) => terminals.some(({ ended }) => ended === 7))
    expect(await openShell()).toMatchObject({ id: opened.id, ended: 7 })
    const fresh = await openShell(page, { fresh: true })
    expect(fresh).toMatchObject({ ended: null })
    expect(page.state().terminals).toEqual([{ id: fresh.id, agentId: agentId(), ended: null }])
    expect(faultOf(await page.call('terminal.write', { id: opened.id, text: 'x' }))).toBe('no-terminal')
    await page.value('terminal.close', { id: fresh.id, anyway: false })
    await page.until(({ terminals }) => terminals.length === 0)
  })

  test('the git terminal tells what the app ran, as it goes, with what only reads or without', async () => {
    const other = await openTestPage(await wires.wire())
    const all = await openShell(page, { kind: 'git-all' })
    const done = await openShell(other, { kind: 'git' })
    expect([all.id, done.id]).toEqual(['git-all', 'git'])
    await page.call('input.files', { agentId: agentId(), query: 'READ' })
    await page.call('message.send', { agentId: agentId(), text: '/agent new made --worktree' })
    await page.until(() => /git ls-files.*git worktree add/s.test(shown(all, chunksOf(page))))
    await other.until(() => shown(done, chunksOf(other)).includes('git worktree add'))
    expect(shown(done, chunksOf(other))).not.toMatch(/git (ls-files|rev-parse|status)/)
    for (const [on, kind, opened] of [[page, 'git-all', all] as const, [other, 'git', done] as const]) {
      const { history } = await openShell(on, { kind })
      expect(history.startsWith(shown(opened, chunksOf(on)).slice(0, history.length))).toBe(true)
    }
    other.close()
  })

  test.each([
    ['no agent', { agentId: 'nobody' }, 'no-agent'],
    ['a size that is none', { rows: 0 }, 'bad-input'],
    ['a kind that is none', { kind: 'root' }, 'bad-input'],
  ])('refuses %s', async (_what, more, kind) => {
    const call = { agentId: agentId(), kind: 'shell', columns: 80, rows: 24, fresh: false, ...more }
    expect(faultOf(await page.call('terminal.open', call))).toBe(kind)
    expect(page.state().terminals).toEqual([])
  })
})
