import type { Usage } from './entry.ts'
import type { Event } from './events.ts'
import { unreachable } from './result.ts'
import type { Agent, State } from './state.ts'

/** The state after one more event. Pure; host and page share it, so they cannot disagree. */
export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case 'project-opened':
      return {
        ...state,
        project: event.project,
        agents: event.agents,
        merges: event.merges,
        awaited: event.awaited,
        closed: event.closed,
        memory: event.memory,
        unsaved: event.unsaved,
        viewed: event.viewed,
      }
    case 'status-changed':
      return change(state, event.agentId, () => ({ status: event.status }))
    case 'directory-lost':
      return change(state, event.agentId, () => ({ lost: event.lost }))
    case 'branches-changed':
      return { ...state, branches: event.branches }
    case 'merge-made':
      return { ...state, merges: [event.merge, ...state.merges] }
    case 'merge-settled':
      return { ...state, merges: state.merges.filter(({ id }) => id !== event.id) }
    case 'merge-awaited':
      return { ...state, awaited: [...withoutAwaited(state, event.merge.agentId), event.merge] }
    case 'merge-offered':
      return {
        ...state,
        awaited: state.awaited.map((one) => (one.agentId === event.agentId ? { ...one, offered: true } : one)),
      }
    case 'merge-offer-ended':
      return { ...state, awaited: withoutAwaited(state, event.agentId) }
    case 'agent-created':
      return { ...state, agents: [...state.agents, event.agent] }
    case 'agent-restored':
      return {
        ...state,
        agents: [...state.agents, event.agent],
        closed: state.closed.filter(({ id }) => id !== event.agent.id),
      }
    case 'agent-renamed':
      return change(state, event.agentId, () => ({ name: event.name }))
    case 'agent-closed':
      return closeAgent(state, event.agentId, event.closedAt)
    case 'agents-ordered':
      return { ...state, agents: inOrder(state.agents, event.ids) }
    case 'agent-viewed':
      return { ...change(state, event.agentId, () => ({ unread: 0 })), viewed: event.agentId }
    case 'approval-mode-set':
      return change(state, event.agentId, () => ({ approval: event.approval }))
    case 'model-set':
      return change(state, event.agentId, () => ({ model: event.model }))
    case 'draft-saved':
      return change(state, event.agentId, () => ({ draft: event.text }))
    case 'entry-appended':
      return change(state, event.entry.agentId, (agent) => ({
        head: event.entry.id,
        session: agent.session ?? event.entry.id,
        offer: event.entry.kind === 'user' ? null : agent.offer,
      }))
    case 'head-moved':
      return change(state, event.agentId, () => ({
        head: event.head,
        session: event.session,
        place: event.place,
        offer: event.offer,
        contextTokens: event.contextTokens,
      }))
    case 'place-added':
      return change(state, event.place.agentId, () => ({ place: event.place.id }))
    case 'place-kept':
    case 'place-renamed':
      return state
    case 'memory-changed': {
      const others = state.memory.filter(({ number }) => number !== event.document.number)
      return { ...state, memory: [...others, event.document].toSorted((a, b) => b.number - a.number) }
    }
    case 'memory-deleted':
      return { ...state, memory: state.memory.filter(({ number }) => number !== event.number) }
    case 'memory-kept': {
      const others = state.unsaved.filter(({ number }) => number !== event.number)
      return { ...state, unsaved: event.unsaved ? [...others, { ...event.unsaved, number: event.number }] : others }
    }
    case 'run-changed':
      return change(state, event.agentId, () => ({ run: event.run }))
    case 'reply-finished':
      return change(state, event.agentId, (agent) => ({ unread: state.viewed === agent.id ? 0 : agent.unread + 1 }))
    case 'message-queued':
      return change(state, event.agentId, (agent) => ({ queue: [...agent.queue, event.message] }))
    case 'message-unqueued':
      return change(state, event.agentId, (agent) => ({ queue: agent.queue.filter(({ id }) => id !== event.id) }))
    case 'approval-asked':
      return change(state, event.agentId, (agent) => ({ approvals: [...agent.approvals, event.approval] }))
    case 'approval-settled':
      return change(state, event.agentId, (agent) => ({
        approvals: agent.approvals.filter(({ id }) => id !== event.id),
      }))
    case 'usage-counted':
      return change(state, event.agentId, (agent) => ({
        usage: addUsage(agent.usage, event.usage),
        contextTokens: event.contextTokens,
      }))
    case 'settings-changed':
      return { ...state, settings: event.settings, model: event.model }
    case 'reader-changed':
      return { ...state, reader: event.reader }
    case 'alert-raised':
      return { ...state, alerts: [...state.alerts, event.alert] }
    case 'alert-dismissed':
      return { ...state, alerts: state.alerts.filter(({ id }) => id !== event.id) }
    case 'terminal-started': {
      const others = state.terminals.filter(({ agentId }) => agentId !== event.terminal.agentId)
      return { ...state, terminals: [...others, event.terminal] }
    }
    case 'terminal-ended':
      return {
        ...state,
        terminals: state.terminals.map((one) => (one.id === event.id ? { ...one, ended: event.exit } : one)),
      }
    case 'terminal-closed':
      return { ...state, terminals: state.terminals.filter(({ id }) => id !== event.id) }
    case 'terminal-rested':
      return state
    default:
      return unreachable(event)
  }
}

/** The sum of two usages. The cost is known only where both are. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    cachedInput: a.cachedInput + b.cachedInput,
    output: a.output + b.output,
    cost: a.cost === null || b.cost === null ? null : a.cost + b.cost,
  }
}

export const noUsage: Usage = { input: 0, cachedInput: 0, output: 0, cost: 0 }

function change(state: State, agentId: string, to: (agent: Agent) => Partial<Agent>): State {
  return { ...state, agents: state.agents.map((agent) => (agent.id === agentId ? { ...agent, ...to(agent) } : agent)) }
}

function withoutAwaited(state: State, agentId: string): State['awaited'] {
  return state.awaited.filter((merge) => merge.agentId !== agentId)
}

function closeAgent(state: State, agentId: string, closedAt: number): State {
  const closing = state.agents.find(({ id }) => id === agentId)
  if (!closing) return state
  return {
    ...state,
    agents: state.agents.filter(({ id }) => id !== agentId),
    awaited: withoutAwaited(state, agentId),
    closed: [{ id: agentId, name: closing.name, closedAt }, ...state.closed],
    viewed: state.viewed === agentId ? closing.parentId : state.viewed,
  }
}

/** Agents in the order of `ids`; those it does not name stay behind them as they were. */
function inOrder(agents: Agent[], ids: string[]): Agent[] {
  const place = new Map(ids.map((id, index) => [id, index]))
  return agents.toSorted((a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length))
}
