import { join } from 'node:path'
import { test } from 'vitest'
import { openCore, value } from '/work/main/test/helpers/open-core.ts'
import { makeRepository, temporaryFolder } from '/work/main/test/helpers/temporary.ts'
test('x', async () => {
  const folder = temporaryFolder(); makeRepository(join(folder.path, 'sample'))
  const opened = await openCore({ home: join(folder.path, 'home'), repository: join(folder.path, 'sample'), approval: 'full' })
  for (const text of ['hello', 'status', 'edit', 'error', 'edit']) {
    await value(opened.call('message.send', { agentId: opened.agent('main').id, text }))
    await opened.until(() => opened.agent('main').run.state !== 'running' )
    await opened.until(() => opened.agent('main').run.state === 'idle' )
  }
  const { entries } = await value(opened.call('conversation.open', { agentId: opened.agent('main').id }))
  for (const e of entries) console.log(e.kind, JSON.stringify(e.kind === 'assistant' ? [e.payload.text, e.payload.toolCalls.map((c) => c.display), e.payload.usage] : e.kind==='tool_result' ? e.payload.content : e.payload, null, 1).replaceAll('\\n', '\n'))
  console.log(opened.log, opened.agent('main').usage)
  await opened.close(); folder.remove()
}, 120000)
