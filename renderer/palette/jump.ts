import type { Agent } from '../../preload/protocol/state.ts'

type Named = Pick<Agent, 'id' | 'name' | 'kind'>

const root = (agents: readonly Named[]) => agents.find(({ kind }) => kind === 'root')
const isM = (typed: string) => typed.toLowerCase() === 'm'
const another = (agents: readonly Named[]) =>
  agents.some(({ name, kind }) => kind !== 'root' && name.toLowerCase().startsWith('m'))

/** `m` as the first key means the root agent at once, unless another agent's name begins with it. */
export function jumpTo(typed: string, agents: readonly Named[]): string | null {
  return isM(typed) && !another(agents) ? (root(agents)?.id ?? null) : null
}

/** Where `m` only filters, the root still leads. */
export function leader(typed: string, agents: readonly Named[]): string | null {
  return isM(typed.trim()) ? (root(agents)?.id ?? null) : null
}

/** Agents as one looks for them: the previous one first, the shown one last. */
export function byRecency<T extends Named>(agents: readonly T[], shown: string | null, previous: string | null): T[] {
  const place = ({ id }: T) => (id === previous ? 0 : id === shown ? 2 : 1)
  return agents.toSorted((a, b) => place(a) - place(b))
}
