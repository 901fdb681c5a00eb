import { useEffect, useState } from 'react'
import type { CallFault, Output } from '../../preload/protocol/contract.ts'
import type { MergeStrategy } from '../../preload/protocol/git.ts'
import { ok, type Result } from '../../preload/protocol/result.ts'
import type { State } from '../../preload/protocol/state.ts'
import { workKey } from '../git/work-key.ts'
import { call } from '../state/project.ts'
import { useHost } from '../state/use.ts'
import { useCalled } from '../state/use-called.ts'
import { holderOf } from './holders.ts'

type Answer = Result<Output<'merge.preview'>, CallFault<'merge.preview'>>

/** What a preview depends on, as far as the page knows it: both commits, and how both worktrees stand. */
export function previewKey({ agents, branches }: Pick<State, 'agents' | 'branches'>, agentId: string, target: string) {
  const agent = agents.find(({ id }) => id === agentId)
  const headOf = (name: string | null | undefined) => branches.find((branch) => branch.name === name)?.head ?? null
  const at = [agentId, target, headOf(agent?.status.branch), headOf(target)]
  return JSON.stringify([...at, workKey(agent), workKey(holderOf(agents, target))])
}

const kept = 200

/** Previews by what they depend on: hovering over the same tab again asks nobody. */
const known = new Map<string, Output<'merge.preview'>>()
const underway = new Map<string, Promise<Answer>>()

/**
 * The preview of the chosen way of merging, for a dialog. While another way is
 * asked about, the answer before stays; it is not `judged` then.
 */
export function useChosenPreview(agentId: string, target: string, strategy: MergeStrategy) {
  const key = useHost((state) => previewKey(state, agentId, target)) ?? ''
  const { result, asking, again } = useCalled('merge.preview', { agentId, target, strategy }, `${strategy} ${key}`)
  const preview = result?.ok ? result.value : result ? null : (known.get(key) ?? null)
  return {
    preview,
    judged: preview?.strategy === strategy,
    fault: result?.ok === false ? result.fault : null,
    asking,
    again,
  }
}

/** The preview of a merge, from the page's memory where nothing has changed since; null while it is asked for. */
export function usePreview(agentId: string, target: string): Answer | null {
  const key = useHost((state) => previewKey(state, agentId, target)) ?? ''
  const [answer, setAnswer] = useState<{ to: string; result: Answer } | null>(null)

  useEffect(() => {
    if (known.has(key)) return
    let late = false
    void ask(key, agentId, target).then((result) => {
      if (!late) setAnswer({ to: key, result })
    })
    return () => {
      late = true
    }
  }, [key, agentId, target])

  const preview = known.get(key)
  if (preview) return ok(preview)
  return answer?.to === key ? answer.result : null
}

function ask(key: string, agentId: string, target: string): Promise<Answer> {
  const asked = underway.get(key)
  if (asked) return asked
  const asking = call('merge.preview', { agentId, target, strategy: 'merge' }).then((result) => {
    underway.delete(key)
    if (result.ok) remember(key, result.value)
    return result
  })
  underway.set(key, asking)
  return asking
}

function remember(key: string, preview: Output<'merge.preview'>) {
  const oldest = known.size >= kept ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  known.set(key, preview)
}
