import type { ApprovalMode } from '../../preload/protocol/settings.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { act, command } from '../state/do.ts'
import { openAsk, openDialog, question } from '../state/view.ts'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { approvalModes, approvalWords } from './approval-words.ts'

type Props = { agent: Agent; at: { x: number; y: number }; onClose: () => void }

/** What can be done with an agent from its tab. */
export function TabMenu({ agent, at, onClose }: Props) {
  const approve = (mode: ApprovalMode): MenuItem => ({
    kind: 'choose',
    label: approvalWords[mode],
    chosen: agent.approval === mode,
    run: () => void act('approval.mode', { agentId: agent.id, mode }),
  })
  const items: MenuItem[] = [
    { kind: 'do', label: 'Rename', keys: 'F2', run: () => openDialog('rename', agent.id) },
    { kind: 'do', label: 'Merge into…', keys: 'M', run: () => openDialog('merge-into', agent.id) },
    { kind: 'do', label: 'Commit…', run: () => openAsk(question({ kind: 'commit', agentId: agent.id })) },
    {
      kind: 'do',
      label: 'Show changes',
      run: () => openAsk(question({ kind: 'diff', agentId: agent.id, file: null, staged: false })),
    },
    {
      kind: 'do',
      label: 'Close',
      keys: agent.kind === 'root' ? 'the root stays' : 'Del',
      disabled: agent.kind === 'root',
      run: () => void command(agent.id, '/agent close'),
    },
    { kind: 'heading', label: 'Approval' },
    ...approvalModes.map(approve),
  ]
  return <Menu label={`Agent ${agent.name}`} at={at} items={items} onClose={onClose} />
}
