import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Entry } from '../../preload/protocol/entry.ts'
import { explain } from '../../preload/protocol/explain.ts'
import { type OpenedCore, openCore, value } from './open-core.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from './temporary.ts'

export type SampleProject = {
  /** A folder of the test's own; the repository is `sample` in it. */
  folder: string
  home: string
  repository: string
  /** The core that is open now. */
  core: () => OpenedCore
  agent: OpenedCore['agent']
  /** Runs git in the repository and answers with what it printed, without the last line end. */
  git: (...args: string[]) => string
  /** Types a line into an agent's conversation, and expects it to go well. */
  type: (line: string, name?: string) => Promise<{ view: string | null; ask: unknown }>
  /** Types a line that is refused: the fault's kind and the sentence that a person reads. */
  refused: (line: string, name?: string) => Promise<{ kind: string; sentence: string }>
  /** Makes an agent with a worktree of its own and answers with its directory. */
  make: (name: string, more?: string) => Promise<string>
  /** Work of an agent, committed in its directory; answers with the commit. */
  work: (name: string, files: Record<string, string>) => string
  /** Closes an agent as the dialog does. */
  close: (name: string, how?: { merge?: boolean; keepBranch?: boolean }) => ReturnType<OpenedCore['call']>
  /** What is noted in an agent's conversation, oldest first. */
  notices: (name: string) => Promise<string[]>
  /** Ends the core and opens the same project anew. */
  reopen: () => Promise<void>
}

/** A repository with a core on it, both gone when the test is over. */
export async function sampleProject({
  files = { 'README.md': '# Sample\n', 'a.txt': 'one\n', '.gitignore': '.env*\n*.log\nprivate/\nnode_modules/\n' },
  prepare = () => undefined,
  environment = {},
}: {
  files?: Record<string, string>
  /** What is to be there before the core opens. */
  prepare?: (repository: string, folder: string) => void
  environment?: Record<string, string>
} = {}): Promise<SampleProject> {
  const folder = temporaryFolder()
  const home = join(folder.path, 'home')
  const repository = join(folder.path, 'sample')
  makeRepository(repository, files)
  prepare(repository, folder.path)
  const open = () => openCore({ home, repository, environment, approval: 'full' })
  let core = await open()
  onTestFinished(async () => {
    await core.close()
    folder.remove()
  })
  const agent = (name: string) => core.agent(name)
  const send = (text: string, name: string) => core.call('message.send', { agentId: agent(name).id, text })
  return {
    folder: folder.path,
    home,
    repository,
    core: () => core,
    agent,
    git: (...args) => runGit(repository, ...args).replace(/\n$/, ''),
    type: (line, name = 'main') => value(send(line, name)),
    async refused(line, name = 'main') {
      const answer = await send(line, name)
      if (answer.ok) throw new Error(`'${line}' was not refused`)
      return { kind: answer.fault.kind, sentence: explain(answer.fault) }
    },
    async make(name, more = '') {
      await value(send(`/agent new ${name} --worktree ${more}`, 'main'))
      return agent(name).directory
    },
    work(name, changes) {
      const { directory } = agent(name)
      writeFiles(directory, changes)
      runGit(directory, 'add', '--all')
      runGit(directory, 'commit', '--quiet', '--message', `Work of ${name}`)
      return runGit(directory, 'rev-parse', 'HEAD').trim()
    },
    close: (name, { merge = false, keepBranch = false } = {}) =>
      core.call('agent.close', { agentId: agent(name).id, merge, keepBranch }),
    async notices(name) {
      const { entries } = await value(core.call('conversation.open', { agentId: agent(name).id }))
      return entries.flatMap((entry: Entry) => (entry.kind === 'notice' ? [entry.payload.text] : []))
    },
    async reopen() {
      await core.close()
      core = await open()
    },
  }
}
