import { fail, ok } from '../../../preload/protocol/result.ts'
import { newHelper } from '../agents/roster.ts'
import { setUp } from '../agents/set-up.ts'
import { faultOf } from '../rpc/dispatch.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

export const agentNew: Command = {
  name: 'agent new',
  usage: '/agent new [name] [--worktree] [--branch=B] [--base=REF]',
  summary: 'Make an agent and switch to it; with --worktree it gets a branch and a folder of its own',
  options: { worktree: { type: 'boolean' }, branch: { type: 'string' }, base: { type: 'string' } },
  words: [0, 1],
  async run(project, { agentId, words, options }) {
    const { worktree, branch, base } = options
    if (!worktree && (branch !== undefined || base !== undefined)) {
      return fail(badArgument(agentNew, '--branch and --base go with --worktree'))
    }
    const wish = worktree ? { branch: named(branch), base: named(base) } : null
    const made = await newHelper(project, { parentId: agentId, name: words[0] ?? null, worktree: wish })
    if (!made.ok) return made
    const { agent, notes } = made.value
    if (agent.ownWorktree) {
      setUp(project, agent.id).catch((error: unknown) => faultOf(error, project.log, 'set-up'))
    }
    const where = agent.ownWorktree ? ` on branch ${agent.status.branch}` : ''
    return ok({ text: [`Made agent ${agent.name}${where}.`, ...notes].join('\n'), view: agent.id })
  },
}

const named = (option: string | boolean | undefined) => (typeof option === 'string' ? option : null)
