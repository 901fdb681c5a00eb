import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import type { Missed } from './gather.ts'
import { type ParentKind, quoted } from './store-state.ts'

/** What a snapshot's commit says of itself. */
export type SnapshotCommit = {
  tree: string
  /** What it stands on; null: there was no commit yet. */
  head: string | null
  /** The commit of what was staged; null: nothing was. */
  index: string | null
  merge: string | null
  /** The digest of the working state; null: it is a commit of another kind. */
  state: string | null
  /** Paths that were read from disk and had the bytes of the index, latin1. */
  alike: string[]
  missed: Missed[]
}

/** The end of a snapshot's message, from which `readSnapshot` knows what it is. */
export function trailersOf(of: {
  parents: readonly ParentKind[]
  state: string
  alike: readonly string[]
  missed: readonly Missed[]
}): string {
  const lines = [
    `${keys.parents}: ${of.parents.join(' ')}`,
    `${keys.state}: ${of.state}`,
    ...of.alike.map((path) => `${keys.alike}: ${quoted(path)}`),
    ...of.missed.map(({ path, why, bytes }) => `${keys.missed}: ${why} ${bytes ?? '-'} ${quoted(path)}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

const keys = {
  parents: 'Ikigai-Parents',
  state: 'Ikigai-State',
  alike: 'Ikigai-As-Read',
  missed: 'Ikigai-Left-Out',
}

/** Of a commit that is no snapshot, what stands for the files is its tree alone, and for what was staged its own. */
export async function readSnapshot(
  git: Git,
  path: string,
  snapshot: string,
): Promise<Result<SnapshotCommit & { message: string }, FaultOf<'snapshot-missing'>>> {
  const run = await git(path, ['cat-file', 'commit', snapshot])
  if (run.exit !== 0) return fail({ kind: 'snapshot-missing', snapshot })
  const { tree, parents, message } = commitIn(run.stdout)
  const trailers = message.slice(message.lastIndexOf('\n\n') + 2).split('\n')
  const valuesOf = (key: string) =>
    trailers.flatMap((line) => (line.startsWith(`${key}: `) ? [line.slice(key.length + 2)] : []))
  const kinds = valuesOf(keys.parents)[0]?.split(' ') ?? []
  const parentOf = (kind: ParentKind) => parents[kinds.indexOf(kind)] ?? null
  return ok({
    ...{ tree, message, head: parentOf('head'), index: parentOf('index'), merge: parentOf('merge') },
    state: valuesOf(keys.state)[0] ?? null,
    alike: valuesOf(keys.alike).map((text) => unquoted(text.slice(1, -1))),
    missed: valuesOf(keys.missed).flatMap(missedIn),
  })
}

/** A commit's parts, as `git cat-file commit` prints it. */
export function commitIn(text: string): { tree: string; parents: string[]; message: string } {
  const split = text.indexOf('\n\n')
  const header = text.slice(0, split).split('\n')
  const valuesOf = (key: string) => header.flatMap((line) => (line.startsWith(key) ? [line.slice(key.length)] : []))
  const [tree = ''] = valuesOf('tree ')
  return { tree, parents: valuesOf('parent '), message: text.slice(split + 2) }
}

function missedIn(text: string): Missed[] {
  const [, why, bytes, path] = /^(too-large|unreadable|nested-repository|submodule) (-|\d+) "(.*)"$/.exec(text) ?? []
  if (path === undefined) return []
  // the expression above lets no other through
  return [{ path: unquoted(path), why: why as Missed['why'], ...(bytes === '-' ? {} : { bytes: Number(bytes) }) }]
}

const unquoted = (text: string) =>
  text.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
