import type { Agent } from '../../../preload/protocol/state.ts'
import { agentOf, type Project } from '../project.ts'

/** The other open agents that work in an agent's directory. */
export function sharingWith(project: Project, agentId: string): Agent[] {
  const { directory } = agentOf(project, agentId)
  return project.feed.state().agents.filter((other) => other.id !== agentId && other.directory === directory)
}
