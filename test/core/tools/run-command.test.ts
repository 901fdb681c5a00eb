import { spawn } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { agentFolder } from './agent-folder.ts'
import { alive, workingIn } from './processes.ts'

const script = fileURLToPath(new URL('./commands-until-killed.ts', import.meta.url))

test('runs a command in the directory and tells what it printed, errors in their place', async () => {
  const { directory, call, printed } = await agentFolder()
  const outcome = await call('run_command', { command: 'pwd; echo out; echo err >&2; echo ünï 🎉' })
  const text = `${directory}\nout\nerr\nünï 🎉`
  expect(outcome).toEqual({
    outcome: 'ok',
    content: text,
    summary: expect.stringMatching(/^exit 0 · \d+\.\d s$/),
    detail: { kind: 'text', text },
  })
  expect(printed()).toBe(`${text}\n`)
})

test("passes on the command's exit code", async () => {
  const { call } = await agentFolder()
  const run = async (command: string) => {
    const { outcome, content, summary } = await call('run_command', { command })
    return [outcome, content, summary.split(' · ')[0]]
  }
  expect(await run('echo no; exit 3')).toEqual(['failed', 'Exit code 3.\nno', 'exit 3'])
  expect(await run('true')).toEqual(['ok', '(It printed nothing.)', 'exit 0'])
  expect(await run('kill -TERM $$')).toEqual(['failed', 'Exit code 143.\n(It printed nothing.)', 'exit 143'])
  expect(await run('kill -KILL $$')).toEqual(['failed', 'Exit code 137.\n(It printed nothing.)', 'exit 137'])
  expect(await run('trap "echo bye; exit 4" TERM; kill 0; sleep 1000')).toEqual([
    'failed',
    'Exit code 4.\nbye',
    'exit 4',
  ])
  expect((await run('no-such-program'))[1]).toMatch(/^Exit code 127\.\n.*no-such-program: command not found$/)
  expect((await run("echo 'unfinished"))[0]).toBe('failed')
  expect(await run('echo "$0" \'$1\' && [ -z "$1" ] && echo "two"')).toEqual([
    'ok',
    expect.stringMatching(/\$1\ntwo$/),
    'exit 0',
  ])
})

test('gives the command no input and an environment that asks nothing', async () => {
  const { call } = await agentFolder({ ...process.env, CI: '1', PAGER: 'less', TERM: 'xterm' })
  const asked =
    'cat; read -r x || echo end; echo "$TERM $PAGER $GIT_PAGER $GIT_TERMINAL_PROMPT [$CI]"; [ -t 0 ] || echo no'
  expect((await call('run_command', { command: asked })).content).toBe('end\ndumb cat cat 0 []\nno')
})

test('no command can see the key', async () => {
  const secret = 'sk-test-2718281828'
  const environment = {
    ...process.env,
    OPENAI_API_KEY: secret,
    OPENAI_BASE_URL: `http://${secret}`,
    IKIGAI_HOME: secret,
  }
  const { context, call } = await agentFolder(environment)
  const command = 'env; cat /proc/self/environ /proc/$PPID/environ | tr "\\0" "\\n"'
  expect((await call('run_command', { command })).content).not.toContain(secret)
  const raw = { environment: { ...context.environment, ...environment } as Record<string, string> }
  expect((await call('run_command', { command }, raw)).content).not.toContain(secret)
})

test('what git was told by a hook that started the app does not reach the command', async () => {
  const { call } = await agentFolder({ ...process.env, GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index' })
  expect((await call('run_command', { command: 'git status --short && echo fine' })).content).toBe('fine')
})

test('ends a command at its time limit, with everything it started', async () => {
  const { call } = await agentFolder()
  const command = 'echo $$; sleep 1000 & echo $!; setsid sleep 1000 & echo $!; sleep 1000'
  const { outcome, content, summary } = await call('run_command', { command, timeout_ms: 300 })
  expect({ outcome, summary }).toEqual({ outcome: 'failed', summary: expect.stringMatching(/^timed out · /) })
  expect(content).toMatch(/^The command was ended at its time limit of 0\.3 s\. If it needs longer, give a higher/)
  const ids = content.split('\n').slice(1).map(Number)
  expect(ids).toHaveLength(3)
  expect(ids.filter(alive)).toEqual([])
})

test('takes the time limit of the settings where the call names none, and refuses one that is too high', async () => {
  const { call } = await agentFolder()
  const short = { commandTimeoutMs: 200 }
  expect((await call('run_command', { command: 'sleep 1000' }, short)).summary).toMatch(/^timed out/)
  expect((await call('run_command', { command: 'true', timeout_ms: 3_600_001 })).content).toMatch(
    /^run_command was not run: timeout_ms: /,
  )
})

test('ends even what does not want to end', async () => {
  const { call } = await agentFolder()
  const command = 'trap "" TERM INT HUP; echo $$; while :; do sleep 1000; done'
  const { content } = await call('run_command', { command, timeout_ms: 300 })
  expect(content.split('\n').slice(1).map(Number).filter(alive)).toEqual([])
})

test('stops when the run is stopped, and keeps what was printed', async () => {
  const { call } = await agentFolder()
  const stop = new AbortController()
  const change = { signal: stop.signal, onOutput: () => stop.abort() }
  const { outcome, content, summary } = await call('run_command', { command: 'echo $$; sleep 1000' }, change)
  expect({ outcome, summary }).toEqual({ outcome: 'stopped', summary: expect.stringMatching(/^stopped · /) })
  const [first, id] = content.split('\n')
  expect(first).toBe('The user stopped the command. It had printed:')
  expect(alive(Number(id))).toBe(false)
  expect(await call('run_command', { command: 'touch ran' }, { signal: AbortSignal.abort() })).toMatchObject({
    outcome: 'stopped',
  })
})

test('ends what a command left in the background, whether or not it left its group', async () => {
  const { call } = await agentFolder()
  const command = `mkfifo told
    sleep 1000 & echo $!
    setsid -f sh -c 'echo $$ > told; exec sleep 1000'; cat told
    nohup sleep 1000 & echo $!`
  const { outcome, content } = await call('run_command', { command })
  const ids = content.split('\n').map(Number).filter(Boolean)
  expect({ outcome, count: ids.length, alive: ids.filter(alive) }).toEqual({ outcome: 'ok', count: 3, alive: [] })
})

test('does not wait for a process that got away with the output', async () => {
  const { call } = await agentFolder()
  const { content } = await call('run_command', {
    command: 'env -i setsid -f sleep 998877; pgrep -n -f "^sleep 998877"',
  })
  expect(content).toMatch(/^\d+$/)
  expect(alive(Number(content))).toBe(true)
  process.kill(Number(content), 'SIGKILL')
})

test('leaves nothing running after a normal end', async () => {
  const { directory, call } = await agentFolder()
  let during: string[] = []
  const onOutput = () => {
    during = workingIn(directory)
  }
  const both = await Promise.all([
    call('run_command', { command: 'echo a; sleep 0.3' }, { onOutput }),
    call('run_command', { command: 'exit 2' }),
  ])
  expect(both.map(({ outcome }) => outcome)).toEqual(['ok', 'failed'])
  expect(during).toContain('sleep 0.3')
  expect(workingIn(directory)).toEqual([])
})

test('a command that prints 1 GB is ended, and neither memory nor the watcher is flooded', async () => {
  const { call } = await agentFolder()
  let watched = 0
  let most = 0
  const onOutput = (text: string) => {
    watched += text.length
    most = Math.max(most, text.length)
  }
  const before = process.memoryUsage().rss
  const command = 'yes "$(seq 100 | tr "\\n" " ")" | head -c 1000000000; echo done'
  const { outcome, content, summary, detail } = await call('run_command', { command }, { onOutput })
  expect({ outcome, summary }).toEqual({ outcome: 'failed', summary: expect.stringMatching(/^printed too much · /) })
  expect(content).toMatch(/^The command was ended because it printed more than 50 MB\./)
  expect(content).toMatch(/\n\[50 MB left out here\. To see it, send the output to a file and read that\.\]\n/)
  expect(content.length).toBeLessThan(66_000)
  expect(detail?.kind === 'text' && detail.text.length).toBeLessThan(66_000)
  expect(most).toBeLessThan(8200)
  expect(watched).toBeLessThan(5_000_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000)
})

test('keeps head and tail of long output', async () => {
  const { call } = await agentFolder()
  const { content } = await call('run_command', { command: 'seq 100000' })
  expect(content).toMatch(/^1\n2\n3\n/)
  expect(content).toMatch(/\[525 KB left out here\..*\]\n/)
  expect(content).toMatch(/\n99999\n100000$/)
})

test('takes out colours, progress bars and half characters', async () => {
  const { call } = await agentFolder()
  const command = String.raw`printf '\033[31mred\033[0m\r\n10%%\r50%%\r100%%\n\033]0;title\007caf\xc3'; sleep 0.1; printf '\xa9 \033['; sleep 0.1; printf '1mbold\a\0\n'`
  expect((await call('run_command', { command })).content).toBe('red\n100%\ncafé bold')
})

test('outlives a command that kills or stops all it can reach', async () => {
  const { directory, call } = await agentFolder()
  const run = async (command: string) =>
    (await call('run_command', { command, timeout_ms: 1000 })).summary.split(' · ')[0]
  expect(await run('kill -KILL $PPID; sleep 1000')).toBe('exit 137')
  expect(await run('kill -KILL 0; sleep 1000')).toBe('exit 137')
  expect(await run('kill -STOP 0; sleep 1000')).toBe('timed out')
  expect(workingIn(directory)).toEqual([])
})

test('says in a sentence why a command cannot start', async () => {
  const { directory, call } = await agentFolder()
  await rm(directory, { recursive: true })
  expect(await call('run_command', { command: 'true' })).toMatchObject({
    outcome: 'failed',
    content: 'The command could not be started: your directory does not exist any more.',
  })
  await mkdir(directory)
  expect((await call('run_command', { command: 'a\0b' })).content).toMatch(/command: it contains a NUL character/)
  expect((await call('run_command', { command: '' })).content).toMatch(/command: it is empty/)
  expect((await call('run_command', { command: `: ${'ü'.repeat(100_000)}` })).content).toMatch(
    /command: it is too long/,
  )
})

test.skipIf(process.platform !== 'linux')('commands die with an app that is killed, whatever they do', async () => {
  const { directory, git } = await agentFolder()
  const stubborn = `trap "" TERM HUP INT; sleep 1001 & setsid sh -c 'trap "" TERM; sleep 1002' & while :; do sleep 1003; done`
  const app = spawn(process.execPath, [script, directory, stubborn, 'yes', 'setsid -f sleep 1004; exec sleep 1005'])
  await vi.waitFor(
    () => {
      const there = workingIn(directory)
      expect(['sleep 1001', 'sleep 1002', 'sleep 1003', 'sleep 1004', 'sleep 1005', 'yes']).toEqual(
        there.filter((line) => /^(?:sleep|yes)/.test(line)).toSorted(),
      )
    },
    { timeout: 30_000 },
  )
  app.kill('SIGKILL')
  await vi.waitFor(() => expect(workingIn(directory)).toEqual([]), { timeout: 30_000 })
  expect(git('status', '--short')).toBe('')
})
