import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { raw } from '../helpers/raw-http.ts'
import { makeRepository, runGit, temporaryFolder } from '../helpers/temporary.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const key = 'sk-a-key-that-must-not-be-seen-anywhere'

let folder: ReturnType<typeof temporaryFolder>
let home: string
let repository: string
let children: ChildProcess[]

beforeEach(() => {
  folder = temporaryFolder()
  home = join(folder.path, 'home')
  repository = join(folder.path, 'repository')
  makeRepository(repository)
  children = []
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  folder.remove()
})

type Started = { child: ChildProcess; output: () => string; errors: () => string; ended: Promise<unknown> }

function run(script: string, args: string[], environment: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
    cwd: repository,
    env: { PATH: process.env.PATH ?? '', HOME: folder.path, IKIGAI_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (part) => (out += part))
  child.stderr.on('data', (part) => (err += part))
  return { child, output: () => out, errors: () => err, ended: once(child, 'close') }
}

const readyLine = /^Ikigai is ready at (http:\/\/127\.0\.0\.1:(\d+)\/)#token=([\w-]{43})$/m

async function ready({ child, output, errors, ended }: Started) {
  while (!readyLine.test(output())) {
    await Promise.race([once(child.stdout ?? child, 'data'), ended])
    if (child.exitCode !== null) throw new Error(`it ended: ${output()}${errors()}`)
  }
  const [line, url = '', port = '', token = ''] = readyLine.exec(output()) ?? []
  return { line, url, port: Number(port), token }
}

const browserHost = ['--browser', '--no-open', '--port', '0']

test('the launcher prints the ready line and nothing else, serves, and ends cleanly on SIGTERM', async () => {
  const started = run('start.ts', [...browserHost, '--repo', repository, '--approval', 'full'], { OPENAI_API_KEY: key })
  const { line, url, port, token } = await ready(started)
  expect(started.output()).toBe(`${line}\n`)

  const host = `127.0.0.1:${port}`
  const page = await raw(port, { headers: { host } })
  expect({ status: page.status, html: page.body.includes('<div id="root">') }).toEqual({ status: 200, html: true })
  const session = await raw(port, {
    method: 'POST',
    path: '/session',
    headers: { host, origin: url.slice(0, -1) },
    body: JSON.stringify({ token }),
  })
  expect(session.status).toBe(204)

  if (existsSync('/proc/self/cmdline')) {
    const command = readFileSync(`/proc/${started.child.pid}/cmdline`, 'utf8')
    expect(command).not.toMatch(new RegExp(`${token}|${key}`))
  }
  // a terminal and npm both pass a Ctrl+C on
  started.child.kill('SIGTERM')
  started.child.kill('SIGINT')
  await started.ended
  expect(started.child.exitCode).toBe(0)
  expect(readdirSync(home)).not.toContain('ikigai.db-wal')
  expect(readAll(home)).not.toContain(key)
  expect(readAll(home)).not.toContain(token)
})

test('a wrong flag is one line and exit code 2', async () => {
  const started = run('start.ts', ['--aproval', 'full'])
  await started.ended
  expect({ code: started.child.exitCode, out: started.output(), err: started.errors() }).toEqual({
    code: 2,
    out: '',
    err: "Unknown option '--aproval'. --help lists the flags.\n",
  })
})

test('help and version answer at once', async () => {
  const [helping, telling] = [run('start.ts', ['--help']), run('start.ts', ['--version'])]
  await Promise.all([helping.ended, telling.ended])
  expect(helping.output()).toContain('--approval ask|edits|full')
  expect(telling.output()).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect([helping.child.exitCode, telling.child.exitCode]).toEqual([0, 0])
})

test('a port that is taken is a sentence and exit code 1, and nothing is left locked', async () => {
  const first = run('start.ts', [...browserHost, '--repo', repository])
  const { port } = await ready(first)
  const again = run('start.ts', ['--browser', '--no-open', '--port', String(port), '--repo', folder.path])
  await again.ended
  expect({ code: again.child.exitCode, err: again.errors() }).toEqual({
    code: 1,
    err: `Port ${port} is in use. Choose another with --port, or 0 for any free one.\n`,
  })
})

test('a folder that is no repository is a sentence, and the page offers to choose another', async () => {
  const started = run('start.ts', [...browserHost, '--repo', folder.path])
  await ready(started)
  expect(started.errors()).toBe(
    `${folder.path} is not a git repository. Choose another folder, or run 'git init' in this one.\n`,
  )
})

test('a second start on one repository says who has it', async () => {
  const first = run('start.ts', [...browserHost, '--repo', repository])
  await ready(first)
  const second = run('start.ts', [...browserHost, '--repo', repository])
  await ready(second)
  expect(second.errors()).toMatch(
    `${repository} is already open in another Ikigai (process ${first.child.pid}). Use that window, or quit it first.`,
  )
})

test('a data folder that cannot be made is a sentence and exit code 1', async () => {
  writeFileSync(home, 'a file')
  const started = run('start.ts', [...browserHost, '--repo', repository])
  await started.ended
  expect(started.child.exitCode).toBe(1)
  expect(started.errors()).toMatch(/^The data folder .* cannot be written \(.*\)\. .*\n$/)
})

test('what nobody expected at the start is a sentence and exit code 1', async () => {
  const script = `
    import { start } from ${JSON.stringify(join(root, 'main', 'headless', 'start.ts'))}
    const openHome = () => Promise.reject(new Error('broken inside'))
    const complain = (text) => process.stderr.write(text)
    const page = ${JSON.stringify(join(root, 'renderer'))}
    process.exit(await start({ args: [], cwd: '/', page, live: process.env, openHome, print: complain, complain }))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { HOME: folder.path, IKIGAI_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  children.push(child)
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  const [, reference] = /The log has it under (\w{8})\.\n$/.exec(said) ?? []
  expect(code).toBe(1)
  expect(readFileSync(join(home, 'logs', 'ikigai.log'), 'utf8')).toContain(
    `start: ${reference}\n  Error: broken inside`,
  )
})

test('the demo makes a repository with a history and passing tests, and says where it is', async () => {
  const started = run('demo.ts', browserHost, { OPENAI_API_KEY: key, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' })
  await ready(started)
  const sample = join(home, 'demo', 'pantry')
  expect(started.errors()).toContain(`The sample repository is ${sample}\n`)
  expect(runGit(sample, 'status', '--porcelain')).toBe('')
  expect(runGit(sample, 'log', '--format=%an %s').trim().split('\n')).toEqual([
    'Mika Aalto Test what is refused, and describe what is where',
    'Mika Aalto Check the tokens of shared lists',
    'Mika Aalto Add a command line, and describe it',
    'Mika Aalto Say what to buy',
    'Mika Aalto Test adding and using',
    'Mika Aalto Count what is in the kitchen',
  ])
  const testing = spawn(process.execPath, ['--test'], { cwd: sample, stdio: 'ignore', env: { PATH: process.env.PATH } })
  await once(testing, 'exit')
  expect(testing.exitCode).toBe(0)
})

test.each([
  [['--port', 'x'], "--port 'x' is not a number from 0 to 65535. --help lists the flags.\n"],
  [['--repo', '.'], "The demo opens its own repository. Open another one with 'npm start -- --repo PATH'.\n"],
])('the demo makes nothing where it cannot start: %j', async (args, sentence) => {
  const started = run('demo.ts', args)
  await started.ended
  expect({ code: started.child.exitCode, err: started.errors() }).toEqual({ code: 2, err: sentence })
  expect(existsSync(home)).toBe(false)
})

/** All that is in a folder, as text. */
function readAll(path: string): string {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => readFileSync(join(found.parentPath, found.name), 'latin1'))
    .join('\n')
}
