import { onTestFinished } from 'vitest'
import { type LoadPty, loadPty } from '../../../main/core/terminal/pty.ts'
import { shellProgram } from '../../../main/core/terminal/shell-program.ts'
import { openShells, type Shells } from '../../../main/core/terminal/shells.ts'
import { childEnvironment } from '../../../main/core/tools/child-environment.ts'
import type { Event } from '../../../preload/protocol/events.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'

export type ShellBench = {
  shells: Shells
  directory: string
  events: Event[]
  /** All that was streamed of a shell, in order; throws at a hole. */
  printed(id: string): string
  /** How much was streamed of it, and the end of that: floods are too long to be looked through at every step. */
  progress(id: string): { end: number; tail: string }
  /** Resolves once that holds; looked at whenever something was printed or happened. */
  until(holds: () => boolean): Promise<void>
  /** Opens an agent's shell and waits for its prompt. */
  start(agentId: string): Promise<string>
}

/** Real shells in a temporary folder, with `$` as their prompt and no profile of whoever runs the tests. */
export function shellBench(environment: Record<string, string | undefined> = {}, load: LoadPty = loadPty): ShellBench {
  const folder = temporaryFolder()
  const events: Event[] = []
  const streams = new Map<string, { text: string[]; end: number; tail: string }>()
  const waiting = new Set<() => void>()
  const look = () => {
    for (const check of waiting) check()
  }
  let now = 0
  const given = childEnvironment({ ...process.env, ...environment, SHELL: '/bin/sh', ENV: '', PS1: '$ ' })
  const shells = openShells({
    agent: (id) => ({ name: id, directory: folder.path }),
    program: () => shellProgram(given),
    emit(event) {
      events.push(event)
      look()
    },
    stream(chunk) {
      if (chunk.kind !== 'terminal') return
      const stream = streams.get(chunk.id) ?? { text: [], end: 0, tail: '' }
      if (chunk.at !== stream.end) throw new Error(`a hole at ${chunk.at}, expected ${stream.end}`)
      stream.text.push(chunk.text)
      stream.end += chunk.text.length
      stream.tail = (stream.tail + chunk.text).slice(-1000)
      streams.set(chunk.id, stream)
      look()
    },
    clock: () => (now += 1),
    load,
  })
  onTestFinished(async () => {
    await shells.closeAll()
    folder.remove()
  })
  const printed = (id: string) => streams.get(id)?.text.join('') ?? ''
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!holds()) return
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      check()
    })
  return {
    shells,
    directory: folder.path,
    events,
    printed,
    progress: (id) => streams.get(id) ?? { end: 0, tail: '' },
    until,
    async start(agentId) {
      const opened = await shells.open(agentId, { columns: 100, rows: 30 }, false)
      if (!opened.ok) throw new Error(JSON.stringify(opened.fault))
      await until(() => printed(opened.value.id).includes('$ '))
      return opened.value.id
    },
  }
}
