import { openCore } from './open-core.ts'

/**
 * A process of its own that opens a project, sends a message, and tells its
 * parent when the partial reply is on disk; then it waits to be killed.
 *
 * Arguments: data folder, repository, base URL, key.
 */
const [home = '', repository = '', baseUrl = '', key = ''] = process.argv.slice(2)
const opened = await openCore({
  home,
  repository,
  approval: 'full',
  environment: { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: key, IKIGAI_MODEL: 'scripted' },
})
const agentId = opened.agent('main').id
await opened.call('conversation.open', { agentId })
await opened.call('draft.save', { agentId, text: 'half a thought' })
await opened.call('message.send', { agentId, text: '/agent new second' })
await opened.call('message.send', { agentId, text: 'tell me something long' })
await opened.call('message.send', { agentId, text: 'and then this' })
process.on('disconnect', () => process.exit())
process.send?.('sent')
