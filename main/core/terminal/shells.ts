import { randomUUID } from 'node:crypto'
import type { Event } from '../../../preload/protocol/events.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Chunk } from '../../../preload/protocol/wire.ts'
import { terminalModes } from './modes.ts'
import { type LoadPty, type Pty, type Size, startPty } from './pty.ts'
import { type Scrollback, scrollback } from './scrollback.ts'
import type { ShellProgram } from './shell-program.ts'

/** What a page needs to show a shell: what it printed last, and the offset of what comes next. */
export type OpenShell = { id: string; history: string; at: number; ended: number | null }

/** The shells of a window, at most one for each agent. */
export type Shells = {
  /** The agent's shell, started where there is none. `fresh` starts it again where it has ended. */
  open(
    agentId: string,
    size: Size,
    fresh: boolean,
  ): Promise<Result<OpenShell, FaultOf<'terminal-unavailable' | 'too-many-terminals'>>>
  write(id: string, text: string): Result<void, FaultOf<'no-terminal'>>
  resize(id: string, size: Size): Result<void, FaultOf<'no-terminal'>>
  /** Ends a shell. One in which a program runs is left alone unless `anyway`. */
  close(id: string, anyway: boolean): Promise<Result<void, FaultOf<'no-terminal' | 'terminal-busy'>>>
  /** Names of the programs that run in an agent's shell. */
  programsOf(agentId: string): Promise<string[]>
  /** Ends the shell of an agent that goes, whatever runs in it, also one that is still starting. */
  endOf(agentId: string): Promise<void>
  closeAll(): Promise<void>
}

export type ShellParts = {
  /** Null: it is closed. */
  agent: (id: string) => { name: string; directory: string } | null
  program: () => ShellProgram
  emit: (event: Event) => void
  stream: (chunk: Chunk) => void
  clock: () => number
  load: LoadPty
}

/** Shells that live at once. Each is a process and a quarter of a megabyte of what it printed. */
const mostAlive = 8
const scrollLength = 256 * 1024
const alternateScreen = '\u001b[?1049h'

type Shell = {
  id: string
  agentId: string
  kept: Scrollback
  restored: () => string
  usedAt: number
  pty: Pty | null
  ended: number | null
}

/** Runs the user's shell in agents' directories. Who prints much waits; what was printed is kept, within bounds. */
export function openShells(parts: ShellParts): Shells {
  const shells = new Map<string, Shell>()
  const starting = new Map<string, Promise<Result<Shell, FaultOf<'terminal-unavailable' | 'too-many-terminals'>>>>()
  let closed = false
  const of = (agentId: string) => [...shells.values()].find((shell) => shell.agentId === agentId)
  const alive = () => [...shells.values()].filter(({ ended }) => ended === null)

  async function start(agentId: string, size: Size) {
    if (alive().length + starting.size >= mostAlive) return fail(await tooMany())
    const shell = blankShell(agentId, parts.clock())
    const { id, kept } = shell
    const directory = parts.agent(agentId)?.directory ?? ''
    const at = { program: parts.program(), directory, size }
    const started = await startPty(parts.load, at, {
      onText(text) {
        parts.stream({ kind: 'terminal', id, at: kept.end(), text })
        kept.append(text)
      },
      onRest: () => parts.emit({ type: 'terminal-rested', id, at: kept.end() }),
      onEnd(exit) {
        shell.ended = exit
        if (shells.has(id)) parts.emit({ type: 'terminal-ended', id, exit })
      },
    })
    if (!started.ok) return started
    shell.pty = started.value
    const before = of(agentId)
    if (before) shells.delete(before.id)
    shells.set(id, shell)
    parts.emit({ type: 'terminal-started', terminal: { id, agentId, ended: null } })
    if (closed) await shell.pty.end() // the window went while the shell came
    return ok(shell)
  }

  async function tooMany(): Promise<FaultOf<'too-many-terminals'>> {
    const byUse = alive().toSorted((a, b) => a.usedAt - b.usedAt)
    const programs = await Promise.all(byUse.map(({ pty }) => pty?.programs() ?? []))
    const idle = byUse.find((_shell, index) => programs[index]?.length === 0)
    return {
      kind: 'too-many-terminals',
      most: mostAlive,
      idle: idle ? { id: idle.id, agent: parts.agent(idle.agentId)?.name ?? '' } : null,
    }
  }

  async function end(shell: Shell): Promise<void> {
    shells.delete(shell.id)
    await shell.pty?.end()
    parts.emit({ type: 'terminal-closed', id: shell.id })
  }

  /** Does something to a shell that is there. */
  function withShell(id: string, work: (shell: Shell) => void): Result<void, FaultOf<'no-terminal'>> {
    const shell = shells.get(id)
    if (!shell) return fail({ kind: 'no-terminal' })
    shell.usedAt = parts.clock()
    work(shell)
    return ok(undefined)
  }

  return {
    async open(agentId, size, fresh) {
      const there = of(agentId)
      if (there && !(fresh && there.ended !== null)) {
        there.usedAt = parts.clock()
        // A program that draws the whole screen draws it anew when its size changes, which a fresh page needs.
        if (there.restored().includes(alternateScreen)) there.pty?.resize({ ...size, rows: size.rows + 1 })
        there.pty?.resize(size)
        return ok(shown(there))
      }
      const coming = starting.get(agentId) ?? start(agentId, size)
      starting.set(agentId, coming)
      const started = await coming
      starting.delete(agentId)
      return started.ok ? ok(shown(started.value)) : started
    },
    write: (id, text) => withShell(id, ({ pty }) => pty?.write(text)),
    resize: (id, size) => withShell(id, ({ pty }) => pty?.resize(size)),
    async close(id, anyway) {
      const shell = shells.get(id)
      if (!shell) return fail({ kind: 'no-terminal' })
      const programs = anyway ? [] : ((await shell.pty?.programs()) ?? [])
      if (programs.length > 0) return fail({ kind: 'terminal-busy', programs })
      await end(shell)
      return ok(undefined)
    },
    programsOf: async (agentId) => (await of(agentId)?.pty?.programs()) ?? [],
    async endOf(agentId) {
      await starting.get(agentId)
      const shell = of(agentId)
      if (shell) await end(shell)
    },
    async closeAll() {
      closed = true
      await Promise.all([...starting.values()])
      await Promise.all([...shells.values()].map(({ pty }) => pty?.end()))
    },
  }
}

function blankShell(agentId: string, now: number): Shell {
  const modes = terminalModes()
  const kept = scrollback({ length: scrollLength, pieces: null, onDropped: modes.see })
  return { id: randomUUID(), agentId, kept, restored: modes.restored, usedAt: now, pty: null, ended: null }
}

function shown({ id, kept, restored, ended }: Shell): OpenShell {
  return { id, history: restored() + kept.read().text, at: kept.end(), ended }
}
