import { expect, test } from 'vitest'
import { agentFolder } from '../tools/agent-folder.ts'
import { conversation, nothingShared } from './wire.ts'

const research = `Research WebSocket implementation in C:
- Best libraries (libwebsockets vs alternatives)
- Security considerations
- Performance patterns
- Testing strategies
Create comprehensive memory doc with findings.`

test('Research and Implementation Pipeline: one agent finds out, one builds, one describes', async () => {
  const shared = nothingShared()
  const folder = await agentFolder()
  await folder.put('package.json', '{ "type": "module", "scripts": { "test": "node --test" } }')
  folder.git('add', '--all')
  folder.git('commit', '--quiet', '--message', 'First')
  folder.git('switch', '--quiet', '--create', 'websocket-impl')

  const root = await conversation(shared, { folder })
  expect(await root.say('I need to implement WebSocket support, but need research first.')).toMatch(
    /`\/agent new websocket-research`/,
  )

  const researcher = await conversation(shared, { folder })
  expect(await researcher.say(research)).toMatch(
    /^Created #mem-1 \(websocket\/research\)\n\n- Libraries: libwebsockets[\s\S]*Created #mem-2 \(websocket\/implementation-plan\)\n\n- Phase 1/,
  )

  const builder = await conversation(shared, { folder })
  expect(await builder.say('Implement WebSocket support using #mem-1 and #mem-2')).toMatch(
    /Phase 1: ✓ Basic server working\n- Phase 2: ✓ Message handling complete\n- Phase 3: ✓ Security measures in place\n- Phase 4: ✓ All tests passing \(28\/28\)\n\n.*did not run\. It is committed\./,
  )
  expect(builder.calls.slice(0, 2).map(({ arguments: { ref } }) => ref)).toEqual(['#mem-1', '#mem-2'])
  expect(folder.git('status', '--porcelain')).toBe('')

  const writer = await conversation(shared, { folder })
  expect(await writer.say('Create documentation using #mem-1 and #mem-2')).toMatch(
    /^Created #mem-3 \(websocket\/documentation\)/,
  )
})

test('without memory nothing is begun that would need it', async () => {
  const { say, calls } = await conversation(nothingShared(), { withMemory: false })
  expect(await say(research)).toMatch(/I need `memory_write`/)
  expect(await say('Implement WebSocket support using #mem-188 and #mem-189')).toMatch(/I need `memory_read`/)
  expect(calls.map(({ name }) => name)).toEqual(['search_files'])
})
