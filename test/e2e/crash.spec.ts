import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from '@playwright/test'
import { runGit } from '../helpers/temporary.ts'
import { test } from './ikigai.ts'
import { gates, lastUserText } from './script.ts'

function onDisk<T>(home: string, read: (file: DatabaseSync) => T): T {
  const file = new DatabaseSync(join(home, 'ikigai', 'ikigai.db'), { readOnly: true })
  try {
    return read(file)
  } finally {
    file.close()
  }
}

/** Whether what streams has been written down: the promise is about what is older than a second. */
const isOnDisk = (home: string, text: string) =>
  onDisk(home, (file) => file.prepare('SELECT 1 FROM partials WHERE text LIKE ?').get(`%${text}%`) !== undefined)

/** The name of the agent that is looked at, and the drafts, as a kill would leave them. */
const leftOff = (home: string) =>
  onDisk(home, (file) => ({
    viewed: file.prepare('SELECT a.name FROM projects p JOIN agents a ON a.id = p.viewed').get()?.['name'],
    drafts: file
      .prepare('SELECT draft FROM agents ORDER BY position')
      .all()
      .map((row) => row['draft']),
  }))

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('kill -9 in the middle of a reply loses nothing, and Continue goes on from there', async ({ start, model }) => {
  const gate = gates()
  let again = false
  const server = await model(({ messages }) => {
    const about = lastUserText(messages)
    if (again || about === 'Before') return { text: again ? 'And so it ends.' : 'Said long ago.' }
    return { text: 'It begins here and never ends.', gate: { at: 15, opens: gate.of('never') } }
  })
  const app = await start({ serving: server })
  await app.send('Before')
  await expect(app.article('assistant')).toContainText('Said long ago.')
  await app.send('/agent new teller')
  await expect(app.tab('teller')).toHaveAttribute('aria-selected', 'true')
  await app.send('Tell a story')
  await app.send('Then another')
  await expect(app.article('assistant')).toContainText('It begins here')
  await app.message.pressSequentially('half a thought')
  await expect.poll(() => isOnDisk(app.home, 'It begins here')).toBe(true)
  await app.tab('main').click()
  await app.message.pressSequentially('another half')
  await app.tab('teller').click()
  await expect.poll(() => leftOff(app.home)).toEqual({ viewed: 'teller', drafts: ['another half', 'half a thought'] })

  await app.restart({ signal: 'SIGKILL' })
  again = true
  gate.open('never')
  await expect(app.tabs).toHaveCount(2)
  await expect(app.tab('teller')).toHaveAttribute('aria-selected', 'true')
  await expect(app.tab('teller')).toHaveAccessibleDescription(/interrupted/)
  await expect(app.message).toHaveValue('half a thought')
  await expect(app.article('user')).toContainText('Tell a story')
  await expect(app.article('assistant')).toContainText('It begins here')
  await expect(app.article('assistant')).toContainText('Interrupted here.')
  await expect(app.page.getByRole('list', { name: 'Waiting messages' })).toContainText('Then another')

  await app.tab('main').click()
  await expect(app.message).toHaveValue('another half')
  await expect(app.article('assistant')).toContainText('Said long ago.')
  await expect(app.button('Continue')).toHaveCount(0)

  await app.tab('teller').click()
  await app.button('Continue').click()
  await expect(app.article('assistant').nth(1)).toContainText('And so it ends.')
  await expect(app.article('user').last()).toContainText('Then another')
  await expect(app.article('assistant')).toHaveCount(3)
  await expect(app.tab('teller')).toHaveAccessibleDescription(/idle/)
})

test('kill -9 while a command runs leaves no process behind, and the command shows as interrupted', async ({
  start,
  model,
}) => {
  const command = 'sleep 3600 & echo $! > child.pid; echo $$ > shell.pid; wait'
  const server = await model(({ messages }) =>
    messages.at(-1)?.role === 'tool'
      ? { text: 'It did not finish.' }
      : { text: 'I run it.', toolCalls: [{ name: 'run_command', arguments: { command } }] },
  )
  const app = await start({ serving: server, approval: 'full' })
  const pidIn = (name: string) => Number(readFileSync(join(app.repository, name), 'utf8'))
  await app.send('Run it')
  const written = join(app.repository, 'shell.pid')
  await expect.poll(() => existsSync(written) && readFileSync(written, 'utf8').trim() !== '').toBe(true)
  const pids = [pidIn('child.pid'), pidIn('shell.pid')]
  expect(pids.map(isAlive)).toEqual([true, true])

  await app.restart({ signal: 'SIGKILL' })
  await expect.poll(() => pids.map(isAlive)).toEqual([false, false])
  await expect(app.article('tool_result')).toHaveAttribute('data-outcome', 'interrupted')
  await expect(app.article('assistant')).toContainText('I run it.')
  await app.button('Continue').click()
  await expect(app.article('assistant').last()).toContainText('It did not finish.')
  await expect(app.button('Continue')).toHaveCount(0)
})

test('kill -9 in the middle of a merge puts back what it had written, and says so', async ({ start, model }) => {
  const server = await model(({ messages }) =>
    messages.at(-1)?.role === 'tool'
      ? { text: 'Written.' }
      : { toolCalls: [{ name: 'write_file', arguments: { path: 'README.md', content: '# Rewritten\n' } }] },
  )
  const app = await start({ serving: server, approval: 'edits' })
  const before = readFileSync(join(app.repository, 'README.md'), 'utf8')
  await app.send('/agent new writer --worktree')
  await expect(app.tab('writer')).toHaveAttribute('aria-selected', 'true')
  await app.send('Write it')
  await expect(app.article('assistant').last()).toContainText('Written.')
  await app.send('/commit "Rewrite it"')
  await expect(app.statusLine).toContainText('[Clean] [Ahead: 1]')

  // git waits with the old file gone and the new one not written
  const [gate, pid] = [join(app.home, 'gate'), join(app.home, 'git.pid')]
  execFileSync('sh', ['-c', `mkfifo '${gate}'`])
  const waits = `if [ -p '${gate}' ]; then echo $PPID > '${pid}'; read -r go < '${gate}'; fi; cat`
  runGit(app.repository, 'config', 'filter.wait.smudge', waits)
  writeFileSync(join(app.repository, '.git', 'info', 'attributes'), '* filter=wait\n')
  await app.send('/agent merge')
  await expect.poll(() => existsSync(pid) && readFileSync(pid, 'utf8').trim() !== '').toBe(true)
  expect(existsSync(join(app.repository, 'README.md'))).toBe(false)
  await app.restart({
    signal: 'SIGKILL',
    meanwhile: async () => {
      process.kill(Number(readFileSync(pid, 'utf8')), 'SIGKILL')
      writeFileSync(gate, '')
      rmSync(gate)
    },
  })
  await expect(app.alert).toContainText("'merge writer' broke off while it was written to 'main'")
  expect(readFileSync(join(app.repository, 'README.md'), 'utf8')).toBe(before)
  expect(runGit(app.repository, 'status', '--porcelain')).toBe('')
  await app.send('/agent merge')
  await expect(app.article('notice').last()).toContainText('Merged 1 commit of writer into main.')
  expect(readFileSync(join(app.repository, 'README.md'), 'utf8')).toBe('# Rewritten\n')
})

test('a polite end keeps the same, and ends what ran', async ({ start, model }) => {
  const command = 'echo $$ > shell.pid; sleep 3600'
  const server = await model(({ messages }) =>
    messages.at(-1)?.role === 'tool'
      ? { text: 'Done.' }
      : { toolCalls: [{ name: 'run_command', arguments: { command } }] },
  )
  const app = await start({ serving: server, approval: 'full' })
  await app.send('Run it')
  const written = join(app.repository, 'shell.pid')
  await expect.poll(() => existsSync(written) && readFileSync(written, 'utf8').trim() !== '').toBe(true)
  const pid = Number(readFileSync(written, 'utf8'))
  await app.restart({ signal: 'SIGTERM' })
  expect(isAlive(pid)).toBe(false)
  await expect(app.button('Continue')).toBeVisible()
  await app.button('Continue').click()
  await expect(app.article('assistant').last()).toContainText('Done.')
})

test('a damaged database is set aside, and the app opens and says where it is', async ({ start }) => {
  const app = await start()
  await app.send('/agent new one')
  await expect(app.tab('one')).toBeVisible()
  await app.restart({
    signal: 'SIGKILL',
    meanwhile: async () => {
      const { writeFile, rm } = await import('node:fs/promises')
      const path = join(app.home, 'ikigai', 'ikigai.db')
      for (const ending of ['-wal', '-shm']) await rm(path + ending, { force: true })
      await writeFile(path, 'this is no database '.repeat(1000))
    },
  })
  await expect(app.alert).toContainText('set aside')
  await expect(app.tabs).toHaveCount(1)
})
