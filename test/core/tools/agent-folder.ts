import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { gitWith } from '../../../main/core/git/git.ts'
import { mergeBranches, plainOrder } from '../../../main/core/git/merge/merge-branches.ts'
import { childEnvironment } from '../../../main/core/tools/child-environment.ts'
import { readCall } from '../../../main/core/tools/registry.ts'
import type { ToolContext, ToolOutcome } from '../../../main/core/tools/tool.ts'
import { makeRepository, runGit, temporaryFolder } from '../../helpers/temporary.ts'
import { noAgents, noConversation } from './no-conversation.ts'

/** A repository of an agent in a temporary folder, with a folder beside it that no tool may reach. */
export type AgentFolder = {
  directory: string
  outside: string
  context: ToolContext
  /** What was passed to `onOutput`. */
  printed: () => string
  put(name: string, content: string | Uint8Array): Promise<void>
  git(...args: string[]): string
  /** A call as the model makes it. */
  call(name: string, args: unknown, context?: Partial<ToolContext>): Promise<ToolOutcome>
}

export async function agentFolder(environment: Record<string, string | undefined> = process.env): Promise<AgentFolder> {
  const top = temporaryFolder()
  onTestFinished(top.remove)
  const directory = path.join(top.path, 'agent')
  const outside = path.join(top.path, 'outside')
  await mkdir(outside)
  makeRepository(directory, {})
  const env = childEnvironment(environment)
  const printed: string[] = []
  const context: ToolContext = {
    directory,
    environment: env,
    git: gitWith(env),
    write: (job) => job(gitWith(env)),
    async merge({ source, into }) {
      const order = await plainOrder(gitWith(env), { repository: directory, source, target: into })
      return order.ok ? mergeBranches(gitWith(env), order.value) : order
    },
    conversation: noConversation,
    agents: noAgents,
    commandTimeoutMs: 60_000,
    onOutput: (text) => printed.push(text),
    signal: new AbortController().signal,
  }
  return {
    directory,
    outside,
    context,
    printed: () => printed.join(''),
    async put(name, content) {
      const file = path.join(directory, name)
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(file, content)
    },
    git: (...args) => runGit(directory, ...args),
    async call(name, args, change = {}) {
      const call = readCall(name, typeof args === 'string' ? args : JSON.stringify(args))
      if (!call.ok) return { outcome: 'failed', content: call.fault, summary: '', detail: null }
      return call.value.tool.run(call.value.input, { ...context, ...change })
    },
  }
}
