import { stat } from 'node:fs/promises'
import type { IPty } from '@lydell/node-pty'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { keepFromChildren } from '../tools/child-descriptors.ts'
import { endAll, send } from '../tools/process-tree.ts'
import { inSession, programsOf } from './session.ts'
import type { ShellProgram } from './shell-program.ts'

export type Size = { columns: number; rows: number }

/** A program in a terminal of its own. */
export type Pty = {
  write(text: string): void
  resize(size: Size): void
  /** Names of the programs that run in it, besides the shell itself. */
  programs(): Promise<string[]>
  /** Ends it with all that runs in it: hangs up, and after a short grace kills. */
  end(): Promise<void>
}

export type Hearing = {
  onText: (text: string) => void
  /** After the last text. 128 and more: a signal. */
  onEnd: (exit: number) => void
  /** It printed much, and now pauses. */
  onRest: () => void
}

/** The native module, or why there is none. It is loaded when the first shell is opened: nothing else needs it. */
export type LoadPty = () => Promise<Pick<typeof import('@lydell/node-pty'), 'spawn'>>
export const loadPty: LoadPty = () => import('@lydell/node-pty')

/** What comes within one frame before the program has to wait: 4 MB a second, more than a page can show. */
const frame = { ms: 16, length: 64 * 1024 }
/** From here on a burst counts as much. */
const much = 128 * 1024

/** Starts a program in a terminal. The program waits, rather than the app, where it prints faster than can be shown. */
export async function startPty(
  load: LoadPty,
  at: { program: ShellProgram; directory: string; size: Size },
  hearing: Hearing,
): Promise<Result<Pty, FaultOf<'terminal-unavailable'>>> {
  const unavailable = (reason: string) => fail({ kind: 'terminal-unavailable' as const, reason })
  const there = await stat(at.directory).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!there) return unavailable(`the folder ${at.directory} is not there`)
  const { file, args, environment } = at.program
  try {
    const { spawn } = await load()
    const { columns: cols, rows } = at.size
    const pty = spawn(file, args, { name: 'xterm-256color', cols, rows, cwd: at.directory, env: environment })
    return ok(watched(pty, hearing))
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return unavailable(reason)
  }
}

function watched(pty: IPty, hearing: Hearing): Pty {
  // Where there is a descriptor (not on Windows) the package has it as a property that its types leave out.
  const { fd } = pty as IPty & { fd?: number }
  const share = fd === undefined ? () => undefined : keepFromChildren(fd)
  const gone = Promise.withResolvers<void>()
  let alive = true
  let came = 0
  let burst = 0
  let timer: NodeJS.Timeout | null = null

  const tick = () => {
    const rests = came === 0
    came = 0
    timer = rests || !alive ? null : setTimeout(tick, frame.ms)
    if (alive) pty.resume()
    if (!rests || burst < much) return
    // What comes after a short pause may still be missed: the next few pauses count as well.
    burst = Math.min(burst, 8 * much) / 2
    hearing.onRest()
  }

  pty.onData((text) => {
    hearing.onText(text)
    came += text.length
    burst += text.length
    timer ??= setTimeout(tick, frame.ms)
    if (came > frame.length) pty.pause()
  })
  pty.onExit(({ exitCode, signal }) => {
    alive = false
    if (timer) clearTimeout(timer)
    share()
    // What it left running has lost its terminal; what ignores that has been told to (`nohup`).
    void inSession(pty.pid).then((left) =>
      send(
        left.map(({ id }) => id),
        'SIGHUP',
      ),
    )
    hearing.onEnd(signal ? 128 + signal : exitCode)
    gone.resolve()
  })

  /** A shell that has only just begun is in no session of its own yet, and is to go all the same. */
  const others = async () => {
    const ids = (await inSession(pty.pid)).map(({ id }) => id)
    return alive && !ids.includes(pty.pid) ? [pty.pid, ...ids] : ids
  }

  return {
    write: (text) => {
      if (alive) pty.write(text)
    },
    resize: ({ columns, rows }) => {
      if (alive) pty.resize(columns, rows)
    },
    programs: async () => (alive ? programsOf(pty.pid) : []),
    async end() {
      if (!alive) return
      if (process.platform === 'win32') pty.kill()
      else await endAll(others, 'SIGHUP')
      await gone.promise
    },
  }
}
