import { call } from '../state/project.ts'
import { report } from '../state/reported.ts'
import { show } from '../state/view.ts'

/** Brings a closed agent back and shows it. */
export async function restoreAgent(id: string): Promise<void> {
  const result = await call('agent.restore', { id })
  if (result.ok) show(result.value.view)
  else report(result.fault)
}
