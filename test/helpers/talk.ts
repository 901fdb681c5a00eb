import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../../preload/protocol/entry.ts'
import { modelServer } from './model-server.ts'
import { type OpenedCore, openCore, value } from './open-core.ts'
import { makeRepository, temporaryFolder } from './temporary.ts'

export type Talk = Awaited<ReturnType<typeof openTalk>>

/**
 * A core over a small repository, with a model that does what it is told in
 * plain words: `write FILE TEXT`, `read FILE`, `run COMMAND`, `mark LABEL`,
 * `read_mark LABEL`. Anything else it repeats. `within`: the folder of the
 * repository that it is opened on.
 */
export async function openTalk({ within = '.' } = {}) {
  const folder = temporaryFolder()
  const repository = join(folder.path, 'sample')
  makeRepository(repository, { 'a.txt': 'one\n', '.gitignore': 'ignored\n' })
  mkdirSync(join(repository, within), { recursive: true })
  const hooks: { onRequest: () => void } = { onRequest: () => undefined }
  const model = await modelServer(({ messages }) => {
    hooks.onRequest()
    const last = messages.at(-1)
    if (last?.role !== 'user') return { text: 'Done.' }
    const [, path = '', content] = /^write (\S+) (.*)$/.exec(last.text) ?? []
    if (content !== undefined) {
      return { toolCalls: [{ name: 'write_file', arguments: { path, content: `${content}\n` } }] }
    }
    const [, file] = /^read (\S+)$/.exec(last.text) ?? []
    if (file !== undefined) return { toolCalls: [{ name: 'read_file', arguments: { path: file } }] }
    const [, command] = /^run (.*)$/s.exec(last.text) ?? []
    if (command !== undefined) return { toolCalls: [{ name: 'run_command', arguments: { command } }] }
    const [, name, label] = /^(mark|read_mark) (.*)$/.exec(last.text) ?? []
    if (name !== undefined) return { toolCalls: [{ name, arguments: { label } }] }
    return { text: `You said: ${last.text}` }
  })
  const environment = { OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.baseUrl, IKIGAI_MODEL: 'scripted' }
  const open = () =>
    openCore({ home: join(folder.path, 'home'), repository: join(repository, within), environment, approval: 'full' })
  let opened: OpenedCore = await open()

  const idOf = (name: string) => opened.agent(name).id
  const send = (text: string, name: string) => opened.call('message.send', { agentId: idOf(name), text })
  return {
    folder: folder.path,
    repository,
    hooks,
    core: () => opened,
    agent: (name: string) => opened.agent(name),
    idOf,
    type: (text: string, name = 'main') => value(send(text, name)),
    async fault(text: string, name = 'main') {
      const answer = await send(text, name)
      return answer.ok ? null : answer.fault
    },
    /** Says something and waits until it was worked to its end. */
    async say(text: string, name = 'main') {
      await value(send(text, name))
      await opened.until(() => opened.agent(name).run.state !== 'running')
    },
    /** What stands on an agent's path, in short. */
    async path(name = 'main') {
      const { entries } = await value(opened.call('conversation.open', { agentId: idOf(name) }))
      return entries.map(short)
    },
    file: (name: string) => readFileSync(join(repository, name), 'utf8'),
    /** The messages of the last request to the model. */
    lastAsked() {
      const body = model.requests.at(-1)?.body as { messages: unknown[] } | undefined // a chat request has them
      return JSON.stringify(body?.messages)
    },
    async reopen() {
      await opened.close()
      opened = await open()
    },
    async close() {
      await opened.close()
      await model.close()
      folder.remove()
    },
  }
}

function short(entry: Entry): string {
  if (entry.kind === 'mark') return `<${entry.payload.label}>`
  if (entry.kind === 'user' || entry.kind === 'assistant') return entry.payload.text || `(${entry.kind})`
  return entry.kind
}
