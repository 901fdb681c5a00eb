import { expect } from '@playwright/test'
import { makeDemoRepository } from '../../scripts/demo-repository.ts'
import { runGit } from '../helpers/temporary.ts'
import { test } from './ikigai.ts'
import { newAgent, say, toRoot } from './story.ts'

const research = `Research WebSocket implementation in C:
- Best libraries (libwebsockets vs alternatives)
- Security considerations
- Performance patterns
- Testing strategies
Create comprehensive memory doc with findings.`

test('Research and Implementation Pipeline, word for word, with the demo model', async ({ start }) => {
  test.slow()
  const app = await start({ repository: makeDemoRepository, approval: 'full' })
  await say(app, 'I need to implement WebSocket support, but need research first.', '/agent new websocket-research')
  await app.send('/agent new websocket-research')
  await expect(app.tab('websocket-research')).toHaveAttribute('aria-selected', 'true')
  await say(app, research, 'Created #mem-1 (websocket/research)', 'Created #mem-2 (websocket/implementation-plan)')
  await app.send('/agent close')
  await expect(app.tab('websocket-research')).toHaveCount(0)

  await newAgent(app, '/agent new websocket-impl --worktree', 'websocket-impl')
  await say(
    app,
    'Implement WebSocket support using #mem-1 and #mem-2',
    'Phase 1: ✓ Basic server working',
    'Phase 4: ✓ All tests passing (28/28)',
  )
  await expect(app.article('memory')).toHaveCount(2)
  await app.send('/agent merge && /agent close')
  await expect(app.tab('websocket-impl')).toHaveCount(0)
  expect(runGit(app.repository, 'status', '--porcelain')).toBe('')

  await toRoot(app)
  await app.send('/agent new websocket-docs')
  await expect(app.tab('websocket-docs')).toHaveAttribute('aria-selected', 'true')
  await say(app, 'Create documentation using #mem-1 and #mem-2', 'Created #mem-3 (websocket/documentation)')
  await app.send('/agent close')
  await expect(app.tab('websocket-docs')).toHaveCount(0)
})
