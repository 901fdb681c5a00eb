import type { CallName } from '../../../preload/protocol/contract.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Project } from '../project.ts'
import { gitTerminals } from '../terminal/terminals.ts'
import type { Handlers } from './dispatch.ts'

export type TerminalHandlers = Pick<Handlers, Extract<CallName, `terminal.${string}`>>

/** Handlers of the calls about terminals. */
export function terminalHandlers(open: () => Project | null): TerminalHandlers {
  /** Asks for a project before it goes on. What is typed keeps its order: nothing is awaited before the work. */
  const withShells =
    <I, R>(work: (shells: Project['terminals']['shells'], input: I) => R) =>
    async (input: I): Promise<Awaited<R> | Result<never, FaultOf<'no-project'>>> => {
      const project = open()
      return project ? await work(project.terminals.shells, input) : fail({ kind: 'no-project' })
    }

  return {
    'terminal.open': async ({ agentId, kind, columns, rows, fresh }, caller) => {
      const project = open()
      if (!project) return fail({ kind: 'no-project' })
      const { git, shells } = project.terminals
      if (kind !== 'shell') {
        const view = kind === 'git' ? 'done' : 'all'
        const id = gitTerminals[view]
        caller.terminal = id
        const { at, text } = git.read(view)
        return ok({ id, history: text, at: at + text.length, ended: null })
      }
      const { agents } = project.feed.state()
      if (!agents.some(({ id }) => id === agentId))
        return fail({ kind: 'no-agent', name: agentId, names: agents.map(({ name }) => name) })
      const opened = await shells.open(agentId, { columns, rows }, fresh)
      if (opened.ok) caller.terminal = opened.value.id
      return opened
    },
    'terminal.leave': async (_input, caller) => {
      caller.terminal = null
      return ok(undefined)
    },
    'terminal.write': withShells((shells, { id, text }: { id: string; text: string }) => shells.write(id, text)),
    'terminal.resize': withShells((shells, { id, ...size }: { id: string; columns: number; rows: number }) =>
      shells.resize(id, size),
    ),
    'terminal.close': withShells((shells, { id, anyway }: { id: string; anyway: boolean }) => shells.close(id, anyway)),
  }
}
