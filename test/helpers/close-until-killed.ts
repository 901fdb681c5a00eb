import { openCore } from './open-core.ts'

/**
 * A process of its own that opens a project and closes the agent `oauth` with
 * what it has; it is to be killed on the way. Arguments: data folder, repository, PATH.
 */
const [home = '', repository = '', path = ''] = process.argv.slice(2)
const opened = await openCore({ home, repository, environment: { PATH: path } })
await opened.call('agent.close', { agentId: opened.agent('oauth').id, merge: false, keepBranch: false })
process.send?.('closed')
