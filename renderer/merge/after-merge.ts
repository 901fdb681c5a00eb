import { call } from '../state/project.ts'
import { report } from '../state/reported.ts'
import { openAsk, question, show } from '../state/view.ts'
import { type Chain, unchained } from './chain.ts'

type Closing = { keepBranch: boolean } | null

/** Goes on behind a merge: what was chained, and the close in its place where it is wanted. A failure stops it. */
export async function afterMerge(agentId: string, chain: Chain, closing: Closing): Promise<void> {
  if (!closing) {
    await goOn(agentId, unchained(chain, null), null)
    return
  }
  const rest = unchained(
    { ...chain, before: null },
    `/agent close --no-merge${closing.keepBranch ? ' --keep-branch' : ''}`,
  )
  if (!(await goOn(agentId, chain.before, rest))) return
  const closed = await call('agent.close', { agentId, merge: false, keepBranch: closing.keepBranch })
  if (!closed.ok) return report(closed.fault)
  show(closed.value.view)
  await goOn(closed.value.view, chain.after, null)
}

/** Types commands in an agent's name. False when they ask something, which takes the rest along, or when they failed. */
export async function goOn(agentId: string, commands: string | null, rest: string | null): Promise<boolean> {
  if (commands === null) return true
  const sent = await call('message.send', { agentId, text: commands })
  if (!sent.ok) {
    report(sent.fault)
    return false
  }
  const { view, ask } = sent.value
  if (view !== null) show(view)
  if (ask) openAsk(question(ask, [ask.rest, rest].filter((part) => part !== null).join(' && ') || null))
  return ask === null
}
