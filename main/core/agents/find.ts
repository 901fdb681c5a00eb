import fuzzysort from 'fuzzysort'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'

/** The agent that a typed name means: its exact name, else the only one that fits. */
export function findAgent(
  agents: readonly Agent[],
  typed: string,
): Result<Agent, FaultOf<'no-agent' | 'agent-ambiguous'>> {
  const exact = agents.find(({ name }) => name.toLowerCase() === typed.toLowerCase())
  if (exact) return ok(exact)
  const begins = agents.filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase()))
  const fitting = begins.length > 0 ? begins : fuzzysort.go(typed, agents, { key: 'name' }).map(({ obj }) => obj)
  const [only] = fitting
  if (only && fitting.length === 1) return ok(only)
  const names = (fitting.length > 0 ? fitting : agents).map(({ name }) => name)
  return fail({ kind: fitting.length > 0 ? 'agent-ambiguous' : 'no-agent', name: typed, names })
}
