import type { CallName, Input } from '../../preload/protocol/contract.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { SettingsChange } from '../../preload/protocol/settings.ts'
import { call } from './project.ts'
import { report } from './reported.ts'
import { openAsk, show } from './view.ts'

/** Calls the host where only a fault is worth hearing of; it becomes a banner. */
export async function act<K extends CallName>(name: K, input: Input<K>): Promise<void> {
  const result = await call(name, input)
  if (!result.ok) report(result.fault)
}

/** Gives a slash command in an agent's name shows the agent that it leads to and asks what it leaves to be decided. Returns the fault for its own place. */
export async function tryCommand(agentId: string, text: string): Promise<Fault | null> {
  const result = await call('message.send', { agentId, text })
  if (!result.ok) return result.fault
  if (result.value.view !== null) show(result.value.view)
  if (result.value.ask) openAsk(result.value.ask)
  return null
}

/** Like `tryCommand`; a fault becomes a banner. */
export async function command(agentId: string, text: string): Promise<void> {
  const fault = await tryCommand(agentId, text)
  if (fault) report(fault)
}

/** Changes settings; a fault becomes a banner. */
export function set(change: SettingsChange): Promise<void> {
  return act('settings.change', { change })
}

/** A word as a slash command takes it: quoted where it would fall apart. */
export function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `"${word}"`
}
