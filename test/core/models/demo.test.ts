import { afterEach, describe, expect, test } from 'vitest'
import { openings } from '../../../main/core/models/demo/openings.ts'
import { demoScript } from '../../../main/core/models/demo/script.ts'
import type { Message } from '../../../main/core/models/model.ts'
import { type ModelServer, modelServer } from '../../helpers/model-server.ts'
import { apis, ask, modelAt, plainRequest } from './calling.ts'

let server: ModelServer | null = null
afterEach(async () => server?.close())

type Call = { name: string; arguments: Record<string, unknown> }
type Host = (call: Call) => string

const toolNames = ['list_files', 'read_file', 'write_file', 'edit_file', 'run_command']
const tools = toolNames.map((name) => ({ name, description: '', parameters: { type: 'object' } }))
const denied = 'The user denied this call. Do not try it in another form; ask what they want instead.'

/** A host with these files, where everything succeeds; `except` answers for single tools. */
function host(files: Record<string, string>, except: Record<string, string> = {}): Host {
  return (call) => {
    const said = except[call.name]
    if (said !== undefined) return said
    const path = String(call.arguments['path'])
    switch (call.name) {
      case 'list_files':
        return Object.keys(files).join('\n') || 'There are no files yet.'
      case 'read_file':
        return files[path] ?? `${path} does not exist. Find the file with list_files.`
      case 'write_file':
        files[path] = String(call.arguments['content'])
        return `Created ${path}: 7 lines.`
      case 'edit_file': {
        const { old_text, new_text } = call.arguments
        const before = files[path] ?? ''
        if (before.split(String(old_text)).length !== 2) return `old_text does not occur in ${path}.`
        files[path] = before.replace(String(old_text), String(new_text))
        return `Edited ${path}: +1 −1 lines.`
      }
      default:
        return '?? NOTES-from-demo.md'
    }
  }
}

/** Plays messages to their ends over a real connection, and returns the conversation and the calls that were made. */
async function play(api: (typeof apis)[number], asked: string[], answer: Host, offered = tools) {
  server = await modelServer(demoScript)
  const model = modelAt(api, server)
  const messages: Message[] = []
  const calls: string[][] = []
  const texts: string[] = []
  for (const text of asked) {
    messages.push({ role: 'user', text })
    for (;;) {
      const { reply } = await ask(model, { request: { messages, tools: offered } })
      if (!reply.ok) throw new Error(JSON.stringify(reply.fault))
      texts.push(reply.value.text)
      if (reply.value.toolCalls.length === 0) break
      calls.push(reply.value.toolCalls.map(({ name }) => name))
      messages.push({ role: 'assistant', ...reply.value })
      for (const call of reply.value.toolCalls) {
        const args = JSON.parse(call.arguments) as Record<string, unknown>
        messages.push({ role: 'tool', callId: call.id, content: answer({ name: call.name, arguments: args }) })
      }
    }
    messages.push({ role: 'assistant', text: texts.at(-1) ?? '', toolCalls: [], items: [] })
  }
  return { messages, calls, texts, last: texts.at(-1) ?? '' }
}

describe.each(apis)('the demo model over %s', (api) => {
  test('takes a newcomer on a tour, whatever they write', async () => {
    const files: Record<string, string> = { 'README.md': '# Sample\n\nText', 'src/a.ts': '', 'src/b.ts': '' }
    const { calls, texts, last } = await play(api, ['What is the status?'], host(files))
    expect(calls).toEqual([['list_files', 'read_file'], ['write_file'], ['run_command']])
    expect(texts[0]).toMatch(/a script, not an AI/)
    expect(texts[1]).toMatch(/3 files \(2 \.ts, 1 \.md\).*“Sample”/)
    expect(files['NOTES-from-demo.md']).toMatch(/Files seen: 3/)
    expect(last).toMatch(/```diff\n--- \/dev\/null\n\+\+\+ b\/NOTES-from-demo\.md\n@@ -0,0 \+1,7 @@\n\+# Notes/)
    expect(last).toMatch(/\| `write_file` \| `NOTES-from-demo.md` \| done \|/)
    expect(last).toMatch(/`\/agent new`.*`Ctrl\+\\`/)
  })

  test('answers later messages by their words', async () => {
    const files: Record<string, string> = {}
    const asked = [
      'Hi',
      'status?',
      'edit it',
      'Edit again',
      'show an error',
      'markdown please',
      'something long',
      'and now?',
    ]
    const { calls, texts, last } = await play(api, asked, host(files))
    expect(calls.slice(3)).toEqual([['run_command'], ['edit_file'], ['edit_file'], ['run_command']])
    expect(files['NOTES-from-demo.md']).toMatch(/Edits so far: 2/)
    expect(texts.at(-3)).toMatch(/```ts\n/)
    expect(texts.at(-2)?.split('\n\n').length).toBeGreaterThan(10)
    expect(last).toMatch(/I am a script and did not understand/)
  })
})

const tour = async (files: Record<string, string>, except: Record<string, string> = {}) =>
  play('chat', ['Hi'], host(files, except))

describe('the tour', () => {
  test('overwrites nothing', async () => {
    const files = { 'notes-FROM-demo.md': 'mine', 'NOTES-from-demo-2.md': 'mine' }
    await tour(files)
    expect(files).toMatchObject({
      'notes-FROM-demo.md': 'mine',
      'NOTES-from-demo-2.md': 'mine',
      'NOTES-from-demo-3.md': expect.any(String),
    })
  })

  test('looks for free names in particular where the list was cut', async () => {
    let lists = 0
    const { calls, messages } = await play('chat', ['Hi'], (call) => {
      if (call.name !== 'list_files') return 'Created it.'
      lists += 1
      return lists === 1 ? 'a.ts\n[The first 1 of 2 files. By folder: ./ 2.]' : 'NOTES-from-demo.md'
    })
    expect(calls.flat()).toEqual(['list_files', 'read_file', 'list_files', 'write_file', 'run_command'])
    expect(JSON.stringify(messages)).toContain('NOTES-from-demo-2.md')
  })

  test('goes on in an empty repository', async () => {
    const { texts } = await tour({})
    expect(texts[1]).toMatch(/0 files\. There is no readme/)
  })

  test('goes on where a call was denied or failed', async () => {
    const noFile = await tour({}, { write_file: denied })
    expect(noFile.calls.flat()).toEqual(['list_files', 'read_file', 'write_file', 'run_command'])
    expect(noFile.texts[2]).toMatch(/You denied the file/)
    expect(noFile.last).toMatch(/I changed nothing[\s\S]*\| denied \|/)
    await server?.close()

    const noList = await tour({}, { list_files: 'git ls-files failed: not a git repository.' })
    expect(noList.calls.flat()).toEqual(['list_files', 'read_file', 'run_command'])
    await server?.close()

    const full = await tour({}, { write_file: 'The disk is full.', run_command: denied })
    expect(full.texts[2]).toMatch(/could not be written: The disk is full\./)
    expect(full.last).toMatch(/\| failed \|[\s\S]*\| denied \|/)
  })

  test('is told only where there are no tools', async () => {
    const { calls, last } = await play('chat', ['Hi'], host({}), [])
    expect(calls).toEqual([])
    expect(last).toMatch(/a script, not an AI[\s\S]*What to try next/)
  })

  test('goes on where it was when a reply was interrupted', async () => {
    const request = { model: 'demo', instructions: '', tools: toolNames }
    const begun: Message[] = [
      { role: 'user', text: 'Hi' },
      { role: 'assistant', text: '', toolCalls: [{ id: 'x', name: 'list_files', arguments: '{}' }], items: [] },
      { role: 'tool', callId: 'x', content: 'a.ts' },
    ]
    const broken: Message[] = [
      ...begun,
      { role: 'assistant', text: 'I see one', toolCalls: [], items: [] },
      { role: 'user', text: 'Go on.' },
    ]
    expect(demoScript({ ...request, messages: broken })).toEqual(demoScript({ ...request, messages: begun }))
  })
})

test.each(openings)('says how the story $story begins, and begins it', async ({ message }) => {
  const welcomed = await play('chat', ['Hi'], host({}))
  expect(welcomed.last).toContain(message)
  await server?.close()
  const { texts } = await play('chat', [message], host({}))
  expect(texts[0]).toMatch(/a script, not an AI\. This is a story that I know/)
})

describe('the demo server', () => {
  const post = (at: string, body: unknown, key: string | null) =>
    fetch(at, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
    })

  test('answers only to its own token', async () => {
    server = await modelServer([{ text: 'secret' }])
    for (const key of [null, 'guess', '']) {
      expect((await post(`${server.baseUrl}/chat/completions`, {}, key)).status).toBe(401)
    }
    expect((await fetch(`${server.baseUrl}/models`)).status).toBe(401)
  })

  test('says what it does not do', async () => {
    server = await modelServer([{ text: 'secret' }])
    const whole = { model: 'demo', messages: [], stream: false }
    const refused = await post(`${server.baseUrl}/chat/completions`, whole, server.key)
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: { message: /streamed requests only/ } },
    ])
    expect((await post(`${server.baseUrl}/embeddings`, {}, server.key)).status).toBe(404)
  })

  test('counts tokens roughly, and says when its script failed', async () => {
    server = await modelServer(({ messages }) => {
      if (messages.length > 1) throw new Error('lost the thread')
      return { text: 'x'.repeat(400) }
    })
    const model = modelAt('chat', server)
    expect((await ask(model)).reply).toMatchObject({ ok: true, value: { usage: { output: 100, cachedInput: 0 } } })
    const messages = [...plainRequest.messages, ...plainRequest.messages]
    const { reply } = await ask(model, { request: { messages } })
    expect(reply).toMatchObject({ ok: false, fault: { status: 422, reason: 'The script failed: lost the thread' } })
  })
})
