import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { CallName, Input } from '../../preload/protocol/contract.ts'
import { appIn } from './killing.ts'
import { openCore } from './open-core.ts'

/**
 * A process of its own that opens a project and makes a call about an agent, to
 * be killed on the way; where it lives, it tells its parent what came of it.
 *
 * Arguments: data folder, repository, agent, call, the rest of its input as JSON.
 */
const [home = '', repository = '', name = '', call = '', input = '{}'] = process.argv.slice(2)
process.on('disconnect', () => process.exit())
const opened = await openCore({ home, repository })
writeFileSync(appIn({ path: dirname(repository) }), String(process.pid))
const about = { agentId: opened.agent(name).id, ...JSON.parse(input) }
// the core itself validates what a test has made up
process.send?.(await opened.call(call as CallName, about as Input<CallName>))
