import { fail, ok } from '../../../preload/protocol/result.ts'
import { findMark } from '../agents/find-mark.ts'
import { type Fork, forkAgent } from '../agents/forking.ts'
import { newHelper } from '../agents/roster.ts'
import { setUp } from '../agents/set-up.ts'
import { liveOf, type Project } from '../project.ts'
import { faultOf } from '../rpc/dispatch.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

export const agentNew: Command = {
  name: 'agent new',
  usage: '/agent new [name] [--worktree] [--branch=B] [--base=REF] [--from=MARK]',
  summary:
    'Make an agent and switch to it; --worktree: with a branch and a folder of its own; --from: going on at a mark',
  options: {
    worktree: { type: 'boolean' },
    branch: { type: 'string' },
    base: { type: 'string' },
    from: { type: 'string' },
  },
  words: [0, 1],
  async run(project, { agentId, words, options }) {
    const { worktree, branch, base, from } = options
    if (!worktree && (branch !== undefined || base !== undefined)) {
      return fail(badArgument(agentNew, '--branch and --base go with --worktree'))
    }
    if (from !== undefined && base !== undefined) {
      return fail(badArgument(agentNew, 'a fork begins at its mark, so --base does not go with --from'))
    }
    const wish = worktree ? { branch: named(branch), base: named(base) } : null
    const name = words[0] ?? null
    const made =
      typeof from === 'string'
        ? await forkFrom(project, from, { agentId, name, worktree: wish })
        : await newHelper(project, { parentId: agentId, name, worktree: wish && { ...wish, start: null }, from: null })
    if (!made.ok) return made
    const { agent, notes } = made.value
    if (agent.ownWorktree) {
      liveOf(project, agent.id).settingUp = setUp(project, agent.id).catch((error: unknown) =>
        faultOf(error, project.log, 'set-up'),
      )
    }
    const where = agent.ownWorktree ? ` on branch ${agent.status.branch}` : ''
    return ok({ text: [`Made agent ${agent.name}${where}.`, ...notes].join('\n'), view: agent.id })
  },
}

async function forkFrom(project: Project, label: string, fork: Omit<Fork, 'place'>) {
  const mark = await findMark(project, fork.agentId, label)
  return mark.ok ? forkAgent(project, { ...fork, place: mark.value.id }) : mark
}

const named = (option: string | boolean | undefined) => (typeof option === 'string' ? option : null)
