import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { State } from '../../preload/protocol/state.ts'
import { environmentOf } from '../e2e/start-host.ts'
import { send } from './host.ts'
import { makeLargeRepository } from './large-repository.ts'
import { quiet } from './processor-time.ts'
import { timed, withHost } from './with-host.ts'

/** A large repository that is open in the app, and open to a person with a shell. */
export type GitWork = {
  /** The repository's own worktree, on `main`. */
  top: string
  /** A worktree of an agent, and one that was made by hand. */
  ours: (name: number) => string
  bare: (name: number) => string
  /** Runs a git command as a person would, and answers with what it printed. */
  typed: (folder: string, ...args: string[]) => Promise<string>
  /** The milliseconds of it. */
  time: (folder: string, ...args: string[]) => Promise<number>
  /** Types into the root agent. */
  say: (text: string) => Promise<unknown>
  call: <T>(name: string, input: unknown) => Promise<T>
  until: (fits: (state: State) => boolean) => Promise<State>
  /** Resolves when the app has nothing to do any more. */
  settled: () => Promise<void>
}

/** A repository of so many files with the app on it, for as long as the work takes. */
export function withGitWork<T>(files: number, work: (work: GitWork) => Promise<T>): Promise<T> {
  return withHost(
    { tokens: 1, perSecond: 100 },
    async ({ options, start }) => {
      const { host, page } = await start()
      const top = options.repository
      const typed: GitWork['typed'] = async (folder, ...args) => {
        const ran = { cwd: folder, env: environmentOf(options), maxBuffer: 2 ** 28 }
        return (await promisify(execFile)('git', args, ran)).stdout
      }
      return work({
        top,
        ours: (name) => join(top, '.worktrees', `ours-${name}`),
        bare: (name) => join(top, '..', `bare-${name}`),
        typed,
        time: (...command) => timed(() => typed(...command)),
        say: (text) => send(page, text),
        call: (name, input) => page.value(name, input),
        until: page.until,
        settled: () => quiet(host.pid),
      })
    },
    (path) => makeLargeRepository(path, files),
  )
}
