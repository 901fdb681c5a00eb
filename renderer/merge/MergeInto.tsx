import { useState } from 'react'
import type { Agent } from '../../preload/protocol/state.ts'
import { StandingMark } from '../agents/StandingMark.tsx'
import { WorkSigns } from '../agents/WorkSigns.tsx'
import { BranchMark } from '../branches/BranchMark.tsx'
import { useHost } from '../state/use.ts'
import { closeDialog, openAsk, question } from '../state/view.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { type Choice, PickList } from '../ui/PickList.tsx'
import { placesFor } from './holders.ts'
import { useVerdict, VerdictWords } from './MergeHint.tsx'
import './merge-into.css'

type Target = Choice & { branch: string }

/** Where to? The way of the keyboard to what dragging does: walking along the list shows each verdict. */
export function MergeInto({ agent }: { agent: Agent }) {
  const agents = useHost(({ agents }) => agents) ?? []
  const branches = useHost(({ branches }) => branches) ?? []
  const [active, setActive] = useState<Target | null>(null)
  const choices: Target[] = placesFor(agent, agents, branches).map(({ branch, agent: holder }) => ({
    id: branch,
    branch,
    label: holder?.name ?? branch,
    also: branch,
    group: branch === agent.base ? 'Its base' : holder ? 'Agents' : 'Branches',
    lead: holder ? <StandingMark agent={holder} /> : <BranchMark />,
    tail: holder ? (
      <>
        {holder.name === branch ? '' : `${branch} `}
        <WorkSigns agent={holder} />
      </>
    ) : null,
  }))

  return (
    <Dialog title={`Merge ${agent.name} into`} place="high" bare onClose={closeDialog}>
      <PickList
        label="Target"
        placeholder={`Merge ${agent.name} into`}
        none={
          choices.length === 0 ? 'There is no other branch to merge into.' : 'No agent and no branch is called that.'
        }
        choices={choices}
        onActive={setActive}
        onPick={({ branch }) => openAsk(question({ kind: 'merge', agentId: agent.id, target: branch }))}
      />
      <p className="merge-into-verdict" role="status">
        {active ? <Walked key={active.id} agentId={agent.id} target={active.branch} called={active.label} /> : null}
      </p>
    </Dialog>
  )
}

function Walked({ agentId, target, called }: { agentId: string; target: string; called: string }) {
  return <VerdictWords verdict={useVerdict(agentId, target, called)} />
}
