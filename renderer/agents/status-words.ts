import type { Usage } from '../../preload/protocol/entry.ts'
import type { Agent, State } from '../../preload/protocol/state.ts'

/** What a part of the status line is about; parts about `files` lead to what was changed. */
export type StatusPart = { about: 'agent' | 'place' | 'files' | 'commits' | 'trouble'; text: string }

type Told = Pick<Agent, 'name' | 'kind' | 'ownWorktree' | 'status' | 'lost'>

const underwayWords = {
  merge: 'Merging',
  rebase: 'Rebasing',
  'cherry-pick': 'Cherry-picking',
  revert: 'Reverting',
  bisect: 'Bisecting',
}

/** The status line's left side: `[Agent: oauth-impl | +2] [Branch: oauth-impl] [Modified: 3] [Ahead: 2]`. */
export function statusParts({ name, kind, ownWorktree, status, lost }: Told, open: number): StatusPart[] {
  const { branch, modified, untracked, ahead, behind, conflicts, underway } = status
  const part = (about: StatusPart['about'], text: string | false): StatusPart[] =>
    text === false ? [] : [{ about, text: `[${text}]` }]
  const whose = part('agent', `Agent: ${name}${open > 1 ? ` | +${open - 1}` : ''}`)
  if (lost) return [...whose, ...part('trouble', 'Folder gone')]
  return [
    ...whose,
    ...part('place', `Branch: ${branch ?? '(detached)'}`),
    ...part('place', kind === 'helper' && !ownWorktree && 'No worktree'),
    ...part('files', modified + untracked + conflicts === 0 && 'Clean'),
    ...part('files', modified > 0 && `Modified: ${modified}`),
    ...part('files', untracked > 0 && `Untracked: ${untracked}`),
    ...part('commits', ahead > 0 && `Ahead: ${ahead}`),
    ...part('commits', behind > 0 && `Behind: ${behind}`),
    ...part('trouble', conflicts > 0 && 'Conflict'),
    ...part('trouble', underway !== null && underwayWords[underway]),
  ]
}

/** How an agent's work stands, in the few signs that a tab has room for; `words` says the same. */
export function workSigns({ status, lost }: Pick<Agent, 'status' | 'lost'>): { sign: string; words: string }[] {
  if (lost) return [{ sign: '', words: 'folder gone' }]
  const changed = status.modified + status.untracked
  return [
    { count: status.conflicts, sign: '!', words: status.conflicts === 1 ? 'conflict' : 'conflicts' },
    { count: changed, sign: '±', words: 'not committed' },
    { count: status.ahead, sign: '↑', words: 'ahead' },
    { count: status.behind, sign: '↓', words: 'behind' },
  ]
    .filter(({ count }) => count > 0)
    .map(({ count, sign, words }) => ({ sign: `${sign}${count}`, words: `${count} ${words}` }))
}

/** Its right side: which model, what it read and wrote, what it cost where a price is known. */
export function usageWords(agent: Pick<Agent, 'model' | 'usage'>, model: State['model']): string[] {
  const name = model.provider === 'demo' ? 'demo model' : (agent.model ?? model.name)
  const tokens = agent.usage.input + agent.usage.output
  const { cost } = agent.usage
  const priced = cost !== null && tokens > 0 && model.provider !== 'demo'
  return [name, `${shortNumber(tokens)} tokens`, ...(priced ? [dollars(cost)] : [])]
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
