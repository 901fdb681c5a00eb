import type { FaultOf } from '../../preload/protocol/faults.ts'
import type { Result } from '../../preload/protocol/result.ts'
import type { Settings, SettingsChange } from '../../preload/protocol/settings.ts'
import type { HostInfo } from '../../preload/protocol/state.ts'
import type { LoadReads } from './git/reads/choose-reads.ts'

/** What the core asks of its host. Each host brings its own. */
export type Ports = {
  host: HostInfo
  /** The data folder, an absolute path: `IKIGAI_HOME`, else `~/.ikigai`. */
  home: string
  /** The process's environment as it was at start; the host takes the key out of `process.env`. */
  environment: Readonly<Record<string, string | undefined>>
  settings: SettingsPort
  secrets: SecretsPort
  /** Milliseconds since 1970. */
  clock: () => number
  log: Log
  /** Another reader of git than git itself, where one was built. */
  loadReads: LoadReads
  /** Asks for a folder with the system's own dialog; null where it was cancelled. */
  chooseFolder: () => Promise<string | null>
  /** Ends the app, after the answer to this call has gone out. */
  quit: () => void
}

export type SettingsPort = {
  read(): Settings
  /** Throws StoreFailure where the file cannot be written. */
  write(change: SettingsChange): void
  /** A file that could not be read and was set aside at start. */
  setAside: FaultOf<'settings-set-aside'> | null
}

/** Where the API key is kept. Never in a log, a child's environment, the page or the database. */
export type SecretsPort = {
  read(): Promise<string | null>
  write(key: string | null): Promise<Result<void, FaultOf<'secret-not-kept'>>>
}

export type Log = (line: { level: 'info' | 'error'; message: string; error?: unknown }) => void
