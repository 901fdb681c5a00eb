import type { State } from '../../../preload/protocol/state.ts'
import type { Feed } from '../rpc/feed.ts'
import { type GitLog, gitLog, type Speaker } from './git-log.ts'
import { type LoadPty, loadPty } from './pty.ts'
import { shellProgram } from './shell-program.ts'
import { openShells, type Shells } from './shells.ts'

/** What a window's terminal shows: the git commands that the app ran, and the shells of its agents. */
export type Terminals = { git: GitLog; shells: Shells }

/** The ids of the git terminal, which every window has, by what it shows. */
export const gitTerminals = { done: 'git', all: 'git-all' } as const

type Parts = { feed: Feed; clock: () => number; childEnvironment: Record<string, string>; load?: LoadPty }

/** The terminals of a window. No process is started before a shell is asked for; `shells.closeAll` ends them. */
export function openTerminals({ feed, clock, childEnvironment, load = loadPty }: Parts): Terminals {
  return {
    git: gitLog(clock, (view, at, text) => feed.stream({ kind: 'terminal', id: gitTerminals[view], at, text })),
    shells: openShells({
      agent: (id) => feed.state().agents.find((agent) => agent.id === id) ?? null,
      program: () => shellProgram(childEnvironment),
      emit: feed.emit,
      stream: feed.stream,
      clock,
      load,
    }),
  }
}

/**
 * In whose name a git command runs: the agent it is said to be for, else the
 * one whose own worktree it runs in, else the repository.
 */
export function speakerOf(state: State, directory: string, agentId: string | undefined): Speaker {
  const agent =
    state.agents.find(({ id }) => id === agentId) ??
    state.agents.find((one) => one.kind !== 'root' && one.directory === directory && directory !== state.project?.path)
  return agent ? { name: agent.name, hue: agent.hue } : { name: state.project?.name ?? 'git', hue: null }
}
