import { type Call, command, ran, succeeded } from '../../play.ts'
import type { Done } from '../../scene.ts'

export type Commit = { subject: string; files: string[] }

const worktrees = 'git worktree list'

/** Tells which branch the root agent has checked out: the one that others are made from. */
export const lookingForBase = command(worktrees)

const sinceCommand = (base: string) => `git log --oneline --name-only HEAD..${base}`
const ownCommand = (base: string) => `git log --oneline --name-only ${base}..HEAD`

/** The branch that the root agent has checked out; null where that is this agent's own directory. */
function baseOf(done: readonly Done[]): string | null {
  const listed = ran(done, worktrees)
  if (!succeeded(listed)) return null
  const [first = '', ...others] = listed.result.split('\n')
  return others.length === 0 ? null : (/\[([\w./-]+)\]\s*$/.exec(first)?.[1] ?? null)
}

/** What tells how this branch and its base have gone apart, where there is a base. */
export function comparingCalls(done: readonly Done[]): Call[] {
  const base = baseOf(done)
  return base === null ? [] : [command(sinceCommand(base)), command(ownCommand(base))]
}

/** The base, what this branch has and the base lacks, and the other way round. */
export function compared(done: readonly Done[]): { base: string | null; own: Commit[]; since: Commit[] } {
  const base = baseOf(done)
  if (base === null) return { base, own: [], since: [] }
  return { base, own: commitsIn(ran(done, ownCommand(base))), since: commitsIn(ran(done, sinceCommand(base))) }
}

function commitsIn(log: Done | undefined): Commit[] {
  if (!succeeded(log)) return []
  const commits: Commit[] = []
  for (const line of log.result.split('\n').filter((text) => text !== '' && !text.startsWith('('))) {
    const subject = /^[0-9a-f]{7,40} (.*)$/.exec(line)?.[1]
    if (subject !== undefined) commits.push({ subject, files: [] })
    else commits.at(-1)?.files.push(line)
  }
  return commits
}

export const counted = (commits: number) => `${commits} ${commits === 1 ? 'commit' : 'commits'}`
