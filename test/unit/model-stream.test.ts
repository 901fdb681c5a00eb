import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { openClient } from '../../main/core/models/client.ts'
import { openStream } from '../../main/core/models/stream.ts'

const client = openClient({ baseUrl: 'http://127.0.0.1/v1', api: 'chat', key: null })

/** What comes of an answer that arrives in exactly these pieces. */
async function streamed(...pieces: string[]) {
  let touched = 0
  const bytes = pieces.map((piece) => new TextEncoder().encode(piece))
  const body = Readable.toWeb(Readable.from(bytes)) as unknown as ReadableStream // Node's own type of the same thing
  const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  const opened = await openStream(response, client, () => (touched += 1))
  if (!opened.ok) throw new Error(opened.fault.reason)
  const events: unknown[] = []
  for await (const event of opened.value.events) events.push(event)
  return { events, ended: opened.value.ended(), touched }
}

test('a comment counts as something that came', async () => {
  expect(await streamed(': processing\n\n', ': processing\n\n', 'data: [DONE]\n\n')).toEqual({
    events: [],
    ended: true,
    touched: 3,
  })
})

test('the end is where a line says so, however it is cut, and not where a text speaks of it', async () => {
  const spoken = 'data: {"a":["data: [DONE]"],"b":1'
  expect(await streamed('da', 'ta:[DO', 'NE]\r\n\r\n')).toMatchObject({ ended: true })
  for (let at = 1; at < spoken.length; at += 1) {
    const pieces = [spoken.slice(0, at), `${spoken.slice(at)}}\n\n`]
    expect(await streamed(...pieces)).toMatchObject({ events: [{ a: ['data: [DONE]'], b: 1 }], ended: false })
  }
})
