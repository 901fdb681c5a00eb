import type { Branch } from '../../../preload/protocol/git.ts'
import { ok } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { agentOf } from '../project.ts'
import type { Command } from './command.ts'

export const branch: Command = {
  name: 'branch',
  usage: '/branch [--all] [--tree]',
  summary: "Show this agent's branch; all branches; which came from which",
  options: { all: { type: 'boolean' }, tree: { type: 'boolean' } },
  words: [0, 0],
  async run(project, { agentId, options }) {
    const { agents, branches } = project.feed.state()
    const current = agentOf(project, agentId).status.branch
    if (options.tree) return ok({ text: branchTree(branches, agents, current), view: null })
    if (options.all) return ok({ text: branches.map((one) => line(one, agents, current)).join('\n'), view: null })
    const own = branches.find(({ name }) => name === current)
    return ok({ text: own ? line(own, agents, current) : (current ?? '(detached)'), view: null })
  },
}

function line({ name, head, upstream }: Branch, agents: readonly Agent[], current: string | null): string {
  const holder = agents.find(
    ({ ownWorktree, kind, status }) => (ownWorktree || kind === 'root') && status.branch === name,
  )
  const facts = [head.slice(0, 7), holder ? `agent ${holder.name}` : '', upstream ? `→ ${upstream}` : '']
  return `${name === current ? '*' : ' '} ${name}  ${facts.filter((fact) => fact !== '').join('  ')}`
}

/** Branches below the branch that they were made from; a branch whose base is not known stands at the left. */
export function branchTree(branches: readonly Branch[], agents: readonly Agent[], current: string | null): string {
  const known = new Set(branches.map(({ name }) => name))
  const drawn = new Set<string>()
  const below = (parent: string | null, depth: number): string[] =>
    branches
      .filter(
        ({ name, base }) =>
          !drawn.has(name) && (base !== null && known.has(base) && base !== name ? base : null) === parent,
      )
      .flatMap((one) => {
        drawn.add(one.name)
        return [`${'  '.repeat(depth)}${line(one, agents, current)}`, ...below(one.name, depth + 1)]
      })
  const rooted = below(null, 0)
  // bases that go in a circle have no root
  const circular = branches.filter(({ name }) => !drawn.has(name)).map((one) => line(one, agents, current))
  return [...rooted, ...circular].join('\n')
}
