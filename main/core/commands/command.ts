import type { ParseArgsConfig } from 'node:util'
import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import type { Ask } from '../../../preload/protocol/git.ts'
import type { Result } from '../../../preload/protocol/result.ts'
import type { Project } from '../project.ts'

export type CommandFault = DeclaredFault<'message.send'>

/** What a command leaves behind. */
export type Done = {
  /** Shown as a notice in the conversation it was typed in; null where the doing shows by itself. */
  text: string | null
  /** The agent to look at next; null: stay. */
  view: string | null
  /** What has to be decided first: the page asks, and goes on from there. */
  ask?: NewAsk
}

/** A question without what is chained behind it. */
export type NewAsk = Ask extends infer A ? (A extends Ask ? Omit<A, 'rest'> : never) : never

export type CommandCall = {
  /** The agent in whose conversation the command was typed. */
  agentId: string
  words: string[]
  options: Record<string, string | boolean | undefined>
}

/** One slash command (SPEC section 5). Help, completion and the palette read all but `run`. */
export type Command = {
  /** Without the slash: `agent new`. */
  name: string
  usage: string
  summary: string
  options: NonNullable<ParseArgsConfig['options']>
  /** How many words may follow, at least and at most. */
  words: readonly [number, number]
  /** Its last word is a text: the rest of the command as it stands. */
  text?: true
  run(project: Project, call: CommandCall): Promise<Result<Done, CommandFault>>
}
