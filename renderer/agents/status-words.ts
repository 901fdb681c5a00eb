import type { Usage } from '../../preload/protocol/entry.ts'
import type { Agent, State } from '../../preload/protocol/state.ts'

/** The status line's left side: `[Agent: main | +2] [Branch: main]`. */
export function statusWords(agent: Pick<Agent, 'name' | 'branch'>, open: number): string[] {
  const others = open > 1 ? ` | +${open - 1}` : ''
  return [`[Agent: ${agent.name}${others}]`, `[Branch: ${agent.branch ?? '(detached)'}]`]
}

/** Its right side: which model, what it read and wrote, what it cost where a price is known. */
export function usageWords(agent: Pick<Agent, 'model' | 'usage'>, model: State['model']): string[] {
  const name = model.provider === 'demo' ? 'demo model' : (agent.model ?? model.name)
  const tokens = agent.usage.input + agent.usage.output
  const { cost } = agent.usage
  return [name, `${shortNumber(tokens)} tokens`, ...(cost === null || model.provider === 'demo' ? [] : [dollars(cost)])]
}

/** Token counts for a tooltip, in full. */
export function usageInFull({ input, cachedInput, output }: Usage): string {
  const full = (count: number) => count.toLocaleString('en')
  return `${full(input)} tokens read (${full(cachedInput)} from the cache), ${full(output)} written`
}

/** `950`, `18.4k`, `1.2M`. */
export function shortNumber(count: number): string {
  if (count < 1000) return String(count)
  if (count < 999_950) return `${(count / 1000).toFixed(1)}k`
  return `${(count / 1_000_000).toFixed(1)}M`
}

function dollars(cost: number): string {
  return `$${cost.toFixed(cost > 0 && cost < 0.01 ? 4 : 2)}`
}
