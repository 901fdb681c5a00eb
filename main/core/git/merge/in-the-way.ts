import { lstat, readdir } from 'node:fs/promises'
import type { FileChange } from '../../../../preload/protocol/git.ts'
import { parentsOf, placeIn } from '../byte-paths.ts'
import type { Git } from '../git.ts'
import { parseStatus, type StatusLine, statusArguments } from '../status-lines.ts'

/**
 * The files of a worktree that stop it from going from one commit or tree to
 * another: changed ones that differ between the two, and ones that git does not
 * track where a new file would be, or a folder for one.
 *
 * Ignored files count too. git would overwrite those without a word, and a
 * `.env` is often the only copy there is. A submodule that only stands at another
 * commit does not: git moves its entry and leaves its files alone. One whose
 * folder is gone does: git would put the folder back.
 *
 * `known`: what `changedIn` and `touchedBy` say, where that was asked before.
 */
export async function inTheWay(
  git: Git,
  worktree: string,
  { from, to }: { from: string; to: string },
  known: { changed?: Promise<Set<string>>; touched?: Touched[] | null } = {},
): Promise<string[]> {
  const [touched, changed] = await Promise.all([
    known.touched ?? touchedBetween(git, worktree, from, to),
    known.changed ?? changedIn(git, worktree),
  ])
  const going = new Set(touched.filter(([state]) => state === 'D').map(([, path]) => path))
  const found = new Set(touched.map(([, path]) => path).filter((path) => changed.has(path)))
  const folders = new Set<string>()
  for (const [state, path] of touched) {
    // below what goes away, such as a link that becomes a folder, there is nothing yet
    if (state !== 'A' || parentsOf(path).some((parent) => going.has(parent))) continue
    for (const there of await filesAt(worktree, path)) if (!going.has(there)) found.add(there)
    for (const parent of parentsOf(path)) folders.add(parent)
  }
  for (const folder of folders) if (await isOther(worktree, folder)) found.add(folder)
  return [...found].map((path) => Buffer.from(path, 'latin1').toString()).sort()
}

/** The tracked files of a worktree that are not as they were committed. */
export async function changedIn(git: Git, worktree: string): Promise<Set<string>> {
  const command = [...statusArguments, '--untracked-files=no', '--ignore-submodules=dirty']
  const status = await git(worktree, command, { encoding: 'latin1' })
  const lines = parseStatus(status.stdout).lines.filter(hinders)
  return new Set(lines.map((line) => line.path))
}

const hinders = (line: StatusLine) =>
  line.kind === 'untracked' || line.submodule === 'N...' || line.staged !== '.' || line.missing

/** A status, as in `git diff --name-status --no-renames`, and a path. */
type Touched = [state: string, path: string]

async function touchedBetween(git: Git, worktree: string, from: string, to: string): Promise<Touched[]> {
  const command = ['diff-tree', '-r', '-z', '--no-renames', '--name-status', from, to]
  const fields = (await git(worktree, command, { encoding: 'latin1' })).stdout.split('\0')
  const found: Touched[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) found.push([fields[at] ?? '', fields[at + 1] ?? ''])
  return found
}

/** The same from changes that were read before, a rename being two of them; null: a name in them is no text. */
export function touchedBy(changes: readonly FileChange[]): Touched[] | null {
  if (changes.some(({ path, from }) => `${path}${from}`.includes('\ufffd'))) return null
  const bytes = (path: string) => Buffer.from(path).toString('latin1')
  return changes.flatMap(({ path, from, status }): Touched[] =>
    from === null
      ? [[status, bytes(path)]]
      : [
          ['D', bytes(from)],
          ['A', bytes(path)],
        ],
  )
}

/** Whether something else is where a folder is to be: git would delete an ignored file, or link, to make room. */
async function isOther(worktree: string, folder: string): Promise<boolean> {
  const there = await lstat(placeIn(worktree, folder)).catch(() => null)
  return there !== null && !there.isDirectory()
}

/** The file at a path, or all files below it. Names are bytes, one a character. */
async function filesAt(worktree: string, path: string): Promise<string[]> {
  const place = placeIn(worktree, path)
  const there = await lstat(place).catch(() => null)
  if (there === null) return []
  if (!there.isDirectory()) return [path]
  const names = await readdir(place, { encoding: 'latin1' }).catch(() => [])
  return (await Promise.all(names.map((name) => filesAt(worktree, `${path}/${name}`)))).flat()
}
