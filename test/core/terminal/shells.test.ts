import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { gitWith } from '../../../main/core/git/git.ts'
import { inSession } from '../../../main/core/terminal/session.ts'
import { startTree } from '../../../main/core/tools/process-tree.ts'
import { alive, workingIn } from '../tools/processes.ts'
import { shellBench } from './shell-bench.ts'

const unixOnly = test.skipIf(process.platform === 'win32')

unixOnly("runs the user's shell in the agent's directory, and shows what it prints", async () => {
  const { shells, start, until, printed, directory, events } = shellBench()
  const id = await start('a')
  shells.write(id, 'pwd; echo ünï 🎉; echo $TERM-$COLORTERM\r')
  await until(() => printed(id).includes('xterm-256color-truecolor\r\n'))
  expect(printed(id)).toContain(`\r\n${directory}\r\nünï 🎉\r\n`)
  expect(events).toEqual([{ type: 'terminal-started', terminal: { id, agentId: 'a', ended: null } }])
})

unixOnly('is as large as the page that looks at it, also later', async () => {
  const { shells, start, until, printed } = shellBench()
  const id = await start('a')
  shells.write(id, 'stty size\r')
  await until(() => printed(id).includes('30 100\r\n'))
  shells.resize(id, { columns: 57, rows: 11 })
  shells.write(id, 'stty size\r')
  await until(() => printed(id).includes('11 57\r\n'))
  await shells.open('a', { columns: 120, rows: 40 }, false)
  shells.write(id, 'stty size\r')
  await until(() => printed(id).includes('40 120\r\n'))
})

unixOnly(
  'a shell is opened once for an agent, however often it is asked for, and kept for a page that comes later',
  async () => {
    const { shells, start, until, printed, events } = shellBench()
    const size = { columns: 80, rows: 24 }
    const both = await Promise.all([shells.open('a', size, false), shells.open('a', size, false)])
    const id = await start('a')
    expect(both.map((one) => one.ok && one.value.id)).toEqual([id, id])
    shells.write(id, 'echo THE-$((40+2))\r')
    await until(() => printed(id).includes('THE-42'))
    const again = await shells.open('a', size, false)
    expect(again).toMatchObject({ ok: true, value: { id, history: printed(id), at: printed(id).length, ended: null } })
    expect(events).toHaveLength(1)
  },
)

unixOnly('tells how it ended, and starts again only when asked to', async () => {
  const { shells, start, until, events } = shellBench()
  const id = await start('a')
  shells.write(id, 'exit 3\r')
  await until(() => events.some(({ type }) => type === 'terminal-ended'))
  expect(events.at(-1)).toEqual({ type: 'terminal-ended', id, exit: 3 })
  const size = { columns: 80, rows: 24 }
  const ended = await shells.open('a', size, false)
  expect(ended).toMatchObject({ ok: true, value: { id, ended: 3, history: expect.stringContaining('exit 3') } })
  expect(shells.write(id, 'still there?\r')).toEqual({ ok: true, value: undefined })
  const fresh = await shells.open('a', size, true)
  expect(fresh).toMatchObject({ ok: true, value: { ended: null } })
  expect(fresh.ok && fresh.value.id).not.toBe(id)
  expect(shells.write(id, 'x')).toEqual({ ok: false, fault: { kind: 'no-terminal' } })
})

unixOnly('a flood is shown whole to whoever looks, keeps memory bounded, and its end is not lost', async () => {
  const { shells, start, until, printed, events } = shellBench()
  const id = await start('a')
  shells.write(id, 'yes 0123456789 | head -c 20000000; echo; echo THE-$((40+2)); exit\r')
  await until(() => events.some(({ type }) => type === 'terminal-ended'))
  const all = printed(id)
  expect(all.length).toBeGreaterThan(20_000_000)
  expect(all.trimEnd()).toMatch(/THE-42$/)
  const kept = await shells.open('a', { columns: 80, rows: 24 }, false)
  if (!kept.ok) throw new Error('it is there')
  expect(kept.value.history.length).toBeLessThan(300 * 1024)
  expect(all.endsWith(kept.value.history)).toBe(true)
  expect(kept.value.at).toBe(all.length)
  expect(kept.value.history).toMatch(/^0123456789\r\n/)
})

unixOnly('a flood leaves room for everything else: a key is heard at once', async () => {
  const { shells, start, until, printed, progress, events } = shellBench()
  const flooding = await start('a')
  const quiet = await start('b')
  shells.write(flooding, 'yes\r')
  await until(() => progress(flooding).end > 1_000_000)
  shells.write(quiet, 'echo THE-$((40+2))\r')
  await until(() => printed(quiet).includes('THE-42'))
  shells.write(flooding, '\u0003')
  await until(() => progress(flooding).tail.endsWith('$ '))
  await until(() => {
    const last = events.at(-1)
    return last?.type === 'terminal-rested' && last.id === flooding && last.at === progress(flooding).end
  })
})

unixOnly('no shell can see the key, nor the terminal that the app was started in', async () => {
  const secret = 'sk-test-2718281828'
  const { shells, start, until, printed } = shellBench({
    OPENAI_API_KEY: secret,
    OPENAI_BASE_URL: `http://${secret}`,
    IKIGAI_HOME: secret,
    TMUX: secret,
    npm_config_prefix: secret,
  })
  const id = await start('a')
  shells.write(id, 'env | sort; echo THE-$((40+2))\r')
  await until(() => printed(id).includes('THE-42'))
  expect(printed(id)).toContain('PATH=')
  expect(printed(id)).not.toContain(secret)
})

unixOnly(
  'at most eight live at once; the one that has been idle for the longest time is named, and none is ended',
  async () => {
    const { shells, start, until, printed } = shellBench()
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const ids = []
    for (const name of names) ids.push(await start(name))
    const [first = '', second = ''] = ids
    shells.write(first, 'sleep 1000 & echo $((40+2))\r')
    await until(() => printed(first).includes('42'))
    await vi.waitUntil(async () => (await shells.programsOf('a')).includes('sleep'))
    const size = { columns: 80, rows: 24 }
    expect(await shells.open('i', size, false)).toEqual({
      ok: false,
      fault: { kind: 'too-many-terminals', most: 8, idle: { id: second, agent: 'b' } },
    })
    expect(await shells.close(first, false)).toEqual({
      ok: false,
      fault: { kind: 'terminal-busy', programs: ['sleep'] },
    })
    expect(await shells.close(second, false)).toEqual({ ok: true, value: undefined })
    expect((await shells.open('i', size, false)).ok).toBe(true)
  },
)

unixOnly('closing a shell ends what runs in it, also what ignores that it was hung up', async () => {
  const { shells, start, until, printed, directory, events } = shellBench()
  const id = await start('a')
  shells.write(id, "nohup sleep 1000 >/dev/null 2>&1 & trap '' HUP; sleep 2000 & echo $((40+2))\r")
  await until(() => printed(id).includes('42'))
  await vi.waitUntil(() => workingIn(directory).filter((line) => line.startsWith('sleep')).length === 2)
  expect(await shells.close(id, true)).toEqual({ ok: true, value: undefined })
  expect(workingIn(directory)).toEqual([])
  expect(events.map(({ type }) => type)).toEqual(['terminal-started', 'terminal-closed'])
})

unixOnly('a shell that is still starting goes with its agent', async () => {
  const { shells, events, directory } = shellBench()
  // by chance one has a session of its own already when it is looked for
  const times = Array.from({ length: 10 }, (_, index) => index)
  for (const _ of times) {
    const opening = shells.open('a', { columns: 80, rows: 24 }, false)
    await shells.endOf('a')
    expect(await opening).toMatchObject({ ok: true })
  }
  expect(events.map(({ type }) => type)).toEqual(times.flatMap(() => ['terminal-started', 'terminal-closed']))
  expect(workingIn(directory)).toEqual([])
})

unixOnly('a shell that asks something for its prompt is idle, and one that runs a program is not', async () => {
  const { shells, start, until, printed, directory } = shellBench()
  const id = await start('a')
  shells.write(id, 'mkfifo asked; echo THE-$((40+2))\r')
  await until(() => printed(id).includes('THE-42'))
  shells.write(id, `PS1='$(cat asked)$ '\r`)
  await vi.waitUntil(() => workingIn(directory).includes('cat asked'))
  const asked = shells.programsOf('a')
  await inSession(process.pid) // it has looked by now
  writeFileSync(join(directory, 'asked'), 'ready')
  expect(await asked).toEqual([])
  shells.write(id, "PS1='$ '; sleep 1000\r")
  await vi.waitUntil(() => workingIn(directory).includes('sleep 1000'))
  expect(await shells.programsOf('a')).toEqual(['sleep'])
})

unixOnly('what a shell left running in the background goes with it, unless it was told to stay', async () => {
  const { shells, start, until, printed, events } = shellBench()
  const id = await start('a')
  shells.write(id, 'echo shell-$$-; sleep 1000 & nohup sleep 2000 >/dev/null 2>&1 &\r')
  await until(() => /shell-\d+-/.test(printed(id)))
  const session = Number(/shell-(\d+)-/.exec(printed(id))?.[1])
  await vi.waitUntil(async () => (await inSession(session)).filter(({ name }) => name === 'sleep').length === 2)
  shells.write(id, 'exit\r')
  await until(() => events.some(({ type }) => type === 'terminal-ended'))
  await vi.waitUntil(async () => (await inSession(session)).length === 1)
  const left = await inSession(session)
  expect(left.map(({ name }) => name)).toEqual(['sleep'])
  for (const one of left) process.kill(one.id, 'SIGKILL')
})

unixOnly('a shell does not outlive the app, even one that is killed', async () => {
  const { directory } = shellBench()
  const script = fileURLToPath(new URL('./shell-until-killed.ts', import.meta.url))
  const app = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const [pid] = (await once(app, 'message')) as [number]
  await vi.waitUntil(async () => (await inSession(pid)).length === 2)
  const before = await inSession(pid)
  app.kill('SIGKILL')
  await vi.waitUntil(() => before.every(({ id }) => !alive(id)))
})

test.runIf(process.platform === 'linux')('no command and no git gets hold of a terminal', async () => {
  const { start, directory } = shellBench()
  await start('a')
  await start('b')
  const masters = execFileSync('ls', ['-l', `/proc/${process.pid}/fd`], { encoding: 'utf8' })
  expect(masters).toContain('/dev/ptmx')
  const tree = startTree('ls -l /proc/self/fd; ls -l /proc/$PPID/fd', directory, {})
  const printed = text(tree.output)
  await tree.exit
  await tree.end()
  const listed = await printed
  const git = await gitWith({ PATH: process.env['PATH'] })(directory, ['-c', 'alias.fds=!ls -l /proc/self/fd', 'fds'])
  expect(listed).toContain('/dev/null')
  expect(git.stdout).toContain('/dev/null')
  expect(listed + git.stdout).not.toContain('ptmx')
})

test('where the native module cannot be loaded, that is one clear fault', async () => {
  const { shells } = shellBench({}, () => Promise.reject(new Error('no binary for this machine\n\nmore words')))
  expect(await shells.open('a', { columns: 80, rows: 24 }, false)).toEqual({
    ok: false,
    fault: { kind: 'terminal-unavailable', reason: 'no binary for this machine' },
  })
})
