import { obstacle } from '../merge/holders.ts'
import { command, quoted } from '../state/do.ts'
import { useAgent, useView } from '../state/use.ts'
import { show } from '../state/view.ts'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import type { BranchTwig } from './branch-tree.ts'

type Props = { twig: BranchTwig; at: { x: number; y: number }; onMerge: () => void; onClose: () => void }

/** What can be done with a branch. */
export function BranchMenu({ twig: { name, agentId, agentName, elsewhere }, at, onMerge, onClose }: Props) {
  const shown = useAgent(useView(({ shown }) => shown))
  const called = agentName ?? name
  const merge: MenuItem[] = shown
    ? [
        {
          kind: 'do',
          label: `Merge ${shown.name} into it…`,
          keys: 'Enter',
          disabled: obstacle(shown, name, called) !== null,
          run: onMerge,
        },
      ]
    : []
  const goTo: MenuItem[] =
    agentId !== null
      ? [{ kind: 'do', label: `Go to ${called}`, run: () => show(agentId) }]
      : shown && elsewhere === null
        ? [
            {
              kind: 'do',
              label: 'New agent on it',
              run: () => void command(shown.id, `/agent new --worktree --branch=${quoted(name)}`),
            },
          ]
        : []
  return <Menu label={`Branch ${name}`} at={at} items={[...merge, ...goTo]} onClose={onClose} />
}
