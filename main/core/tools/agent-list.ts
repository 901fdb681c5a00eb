import { z } from 'zod'
import { gitDone } from './git-outcome.ts'
import { tool } from './tool.ts'

/** Lists the open agents. */
export const agentList = tool({
  name: 'agent_list',
  kind: 'read',
  description: 'List the agents that work on this repository: their names, branches, and how they stand.',
  input: z.object({}),
  describe: () => ({ verb: 'agents', subject: '' }),
  async run(_input, { agents }) {
    const list = agents.list()
    return gitDone(list, `${list.split('\n').length} agents`)
  },
})
