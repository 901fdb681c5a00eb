import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'

/** What a tree or the index has at a path, as `MODE ID`; null: nothing. */
type Held = string | null

/** A path at which two sides differ. Its name is bytes, one a character. */
export type Touched = { path: string; before: Held; after: Held }

/** The paths that differ between two commits, in git's own order, which does not change. */
export function touchedBetween(git: Git, folder: string, before: string, after: string) {
  return differences(git, folder, ['diff-tree', '-r', before, after])
}

/** The paths that are staged otherwise than a commit has them. */
export function stagedAgainst(git: Git, folder: string, commit: string) {
  return differences(git, folder, ['diff-index', '--cached', commit])
}

async function differences(
  git: Git,
  folder: string,
  what: string[],
): Promise<Result<Touched[], FaultOf<'git-failed'>>> {
  const [verb = '', ...options] = what
  const run = await git(folder, [verb, '-z', '--raw', '--no-renames', '--no-abbrev', ...options], {
    encoding: 'latin1',
  })
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb, reason: reasonOf(run) })
  const found = run.stdout.matchAll(/:(\d+) (\d+) (\w+) (\w+) \w+\0([^\0]+)\0/g)
  return ok(
    [...found].map(([, fromMode = '', toMode = '', fromId = '', toId = '', path = '']) => ({
      path,
      before: held(fromMode, fromId),
      after: held(toMode, toId),
    })),
  )
}

const held = (mode: string, id: string): Held => (mode === '000000' ? null : `${mode} ${id}`)

/** Whether it is a file or a link; a submodule is a folder of its own, which merges leave alone. */
export const isFile = (what: Held): boolean => what !== null && !what.startsWith('160000')
