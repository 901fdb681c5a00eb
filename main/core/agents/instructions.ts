import { readFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import type { Agent } from '../../../preload/protocol/state.ts'
import type { Project } from '../project.ts'

/** What a project's own AGENTS.md may take of the context, in characters. */
const projectRulesLimit = 32_000

/** The system prompt: who the agent is, where it works, and what the project's AGENTS.md asks. */
export async function instructionsFor(project: Project, agent: Agent): Promise<string> {
  const parent = project.feed.state().agents.find(({ id }) => id === agent.parentId)?.name ?? null
  const rules = await readFile(join(agent.directory, 'AGENTS.md'), 'utf8').catch(() => '')
  return [
    `You are '${agent.name}', a coding agent in Ikigai, working with an experienced engineer on the git repository '${project.info.name}'.`,
    `Your directory is ${agent.directory} (${platform()})${agent.status.branch === null ? '' : `, on branch ${agent.status.branch}`}. Tool paths are relative to it and cannot lead out of it.${parent === null ? '' : ` You were made by '${parent}'; other agents may work in the same repository at the same time.`}`,
    'Look before you change: read the files that matter, follow the conventions you find, and keep changes small. Call several tools at once where they do not depend on each other.',
    'After a change, run what shows that it works. Say plainly what you did, what you ran and what is left; never claim what you did not see.',
    'Do not use `git stash`: all worktrees share it, and you could lose the work of another agent; the tool mark keeps a state to come back to. Do not commit, push or rewrite history unless you are asked to.',
    'A call that the user denied is not to be repeated in another form: ask what they want instead.',
    rules === '' ? '' : `The project's AGENTS.md says:\n\n${rules.slice(0, projectRulesLimit)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
