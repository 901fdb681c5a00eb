import { useEffect, useMemo, useState } from 'react'
import { call } from '../state/project.ts'
import { useHost } from '../state/use.ts'
import { fileOffers, memoryOffers, type Offer, offersFor, type Typing } from './complete.ts'

const pauseMs = 80

/** What is offered for what is being typed, best first. Files come from the host, a moment later. */
export function useCompletions(agentId: string, typing: Typing | null): Offer[] {
  const commands = useHost((state) => state.commands)
  const agents = useHost((state) => state.agents)
  const closed = useHost((state) => state.closed)
  const memory = useHost((state) => state.memory)
  const files = useFiles(agentId, typing?.kind === 'file' ? typing.typed : null)
  const command = typing?.kind === 'command' ? typing.typed : null
  const reference = typing?.kind === 'memory' ? typing.typed : null
  return useMemo(() => {
    if (reference !== null) return memoryOffers(memory ?? [], reference)
    if (command === null) return files
    const others = (agents ?? []).filter(({ id }) => id !== agentId)
    return offersFor(command, {
      commands: commands ?? [],
      agents: others.map(({ name }) => name),
      closed: (closed ?? []).map(({ name }) => name),
      memory: memory ?? [],
    })
  }, [command, reference, files, commands, agents, closed, memory, agentId])
}

const none: Offer[] = []

function useFiles(agentId: string, query: string | null): Offer[] {
  const [offers, setOffers] = useState(none)
  useEffect(() => {
    if (query === null) {
      setOffers(none)
      return
    }
    let wanted = true
    const timer = setTimeout(async () => {
      const answer = await call('input.files', { agentId, query })
      // Without an answer there is nothing to offer; what was typed is sent all the same.
      if (wanted) setOffers(answer.ok ? fileOffers(answer.value, query) : none)
    }, pauseMs)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [agentId, query])
  return query === null ? none : offers
}
