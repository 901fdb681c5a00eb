import { ok } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import type { Command } from './command.ts'

export const agentList: Command = {
  name: 'agent list',
  usage: '/agent list',
  summary: 'List the open agents and how they stand',
  options: {},
  words: [0, 0],
  async run(project, { agentId }) {
    const lines = project.feed.state().agents.map((agent) => describeAgent(agent, agent.id === agentId))
    return ok({ text: ['Active Agents:', ...lines].join('\n'), view: null })
  },
}

/** One line about an agent, in the shape of the workflows: `• oauth - Branch: oauth | Ahead: 3 commits | Modified: 6`. */
export function describeAgent(agent: Agent, here: boolean): string {
  return `• ${agent.name}${here ? ' (you are here)' : ''} - ${[...standing(agent), ...runInWords(agent)].join(' | ')}`
}

function standing({ status, ownWorktree, kind, lost }: Agent): string[] {
  if (lost) return ['its folder is gone']
  const { branch, ahead, behind, modified, untracked, conflicts, underway } = status
  const counted = (name: string, number: number) => (number > 0 ? [`${name}: ${number}`] : [])
  const commits = (name: string, number: number) =>
    number > 0 ? [`${name}: ${number} ${number === 1 ? 'commit' : 'commits'}`] : []
  return [
    `Branch: ${branch ?? '(detached)'}`,
    ...(ownWorktree || kind === 'root' ? [] : ['No worktree']),
    ...commits('Ahead', ahead),
    ...commits('Behind', behind),
    ...counted('Modified', modified),
    ...counted('Untracked', untracked),
    ...counted('Conflicts', conflicts),
    ...(underway === null ? [] : [`${underway} under way`]),
  ]
}

function runInWords({ run, approvals, queue }: Agent): string[] {
  const waiting = queue.length > 0 ? `, ${queue.length} queued` : ''
  if (approvals.length > 0) return [`needs you${waiting}`]
  if (run.state === 'running') return [`running${waiting}`]
  if (run.state === 'broken') return [run.fault.kind === 'stopped' ? `stopped${waiting}` : `failed${waiting}`]
  return []
}
