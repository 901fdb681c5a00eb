import type { Fault } from '../../preload/protocol/faults.ts'
import type { Result } from '../../preload/protocol/result.ts'
import type { Frame } from '../../preload/protocol/wire.ts'

/** One window's worth of Ikigai: a project, or the choice of one. */
export type Core = {
  /** A page joins: it gets a state frame at once and every event from there on. */
  connect(send: (frame: Frame) => void): Connection
  /** Stops the runs, keeps what they said, and gives back every lock, process and file. Once is enough; twice does no harm. */
  close(): Promise<void>
}

export type Connection = {
  /** Never rejects. Name and input come from outside and are validated here. */
  call(name: string, input: unknown): Promise<Result<unknown, Fault>>
  close(): void
}

export type CoreOptions = {
  /** Repository to open at once; null leaves the choice to the page. */
  repository: string | null
  /** Overrides the setting for new agents, and the root's mode, for this start (`--approval`). */
  approval: 'ask' | 'edits' | 'full' | null
}
