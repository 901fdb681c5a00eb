import { command } from '../state/do.ts'
import { useAgent } from '../state/use.ts'
import { Alert } from '../ui/Alert.tsx'

/** Said above the conversation of an agent whose folder somebody removed. */
export function LostNotice({ agentId }: { agentId: string }) {
  const agent = useAgent(agentId)
  if (!agent?.lost) return null
  if (agent.kind === 'root')
    return (
      <Alert tone="warn">
        The repository {agent.directory} is gone: it was moved or removed. Put it back, or open it where it is now; the
        conversations are kept.
      </Alert>
    )
  return (
    <Alert
      tone="warn"
      action={{ label: `Close ${agent.name}`, run: () => void command(agentId, '/agent close --no-merge') }}
    >
      {agent.directory} is no worktree any more: it was removed or cut off outside Ikigai. What {agent.name} committed
      is safe{agent.status.branch === null ? '' : ` on ${agent.status.branch}`}. Close it, and Restore makes the folder
      anew.
    </Alert>
  )
}
