import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import type { StatusReport } from '../status-lines.ts'
import { type Content, type DiskFile, readFiles } from './disk-files.ts'
import { type Changes, type Gathered, gather, movedModules, toRead } from './gather.ts'
import type { Notes } from './notes.ts'
import type { Place } from './place.ts'
import { lookThrough } from './private-index.ts'
import { diskPath } from './signature.ts'

/** Everything that a snapshot holds, as it was at one look; nothing is written yet. */
export type WorkingState = Gathered & {
  /** HEAD's commit; null before the first. */
  head: string | null
  /** Null: detached HEAD. */
  branch: string | null
  /** The merge or the conflicts under way; null: none. */
  merge: { heads: string[]; message: string } | null
  hash: 'sha1' | 'sha256'
  /** By object id: what may not be in the repository yet. */
  contents: Map<string, Content>
  /** Two states that are the same have the same, and no others. */
  digest: string
  /** What is known from now on, once `contents` are stored. */
  index: Notes['index']
  known: Notes['files']
}

/** `onLooking` is called when git is at work; more than once where it has to look again. */
export async function readWorkingState(
  git: Git,
  place: Place,
  { notes, clock, largest, onLooking }: { notes: Notes; clock: number; largest: number; onLooking: () => void },
): Promise<Result<WorkingState, FaultOf<'git-failed'>>> {
  const look = await lookThrough(git, place, { notes, clock, onLooking })
  if (!look.ok) return look
  const { report, closed, index } = look.value
  const hash = await hashOf(git, place.path, report)
  const reading = { top: place.path, hash, largest, notes, clock, modes: countsModes(git, place.path) }
  const [disk, modules, merge] = await Promise.all([
    readFiles(reading, toRead(report.lines)),
    commitsAt(git, place.path, movedModules(report.lines)),
    mergeAt(place.gitFolder, report),
  ])
  const gathered = gather(report, disk, modules)
  gathered.missed.push(...closed.map((path) => ({ path, why: 'unreadable' as const })))
  const { head, branch } = report
  return ok({
    ...{ ...gathered, head, branch, merge, hash, index },
    ...keptOf(disk),
    digest: digestOf(head, gathered, merge),
  })
}

function keptOf(disk: ReadonlyMap<string, DiskFile>): Pick<WorkingState, 'contents' | 'known'> {
  const contents: WorkingState['contents'] = new Map()
  const known: WorkingState['known'] = new Map()
  for (const [path, found] of disk) {
    if (found.kind !== 'file') continue
    if (found.content) contents.set(found.entry.id, found.content)
    known.set(path, found.note)
  }
  return { contents, known }
}

function digestOf(head: string | null, { files, staged, sides, missed }: Gathered, merge: WorkingState['merge']) {
  const sorted = (changes: Changes | null) => changes && [...changes].sort(([a], [b]) => (a < b ? -1 : 1))
  const left = missed.map(({ path, why }) => `${why} ${path}`).sort()
  const whole = [head, sorted(files), sorted(staged), sorted(sides), merge, left]
  return createHash('sha256').update(JSON.stringify(whole)).digest('hex')
}

/** What git itself remembers of a merge under way (gitrepository-layout(5)). */
async function mergeAt(gitFolder: string, { lines }: StatusReport): Promise<WorkingState['merge']> {
  const read = (name: string) => readFile(join(gitFolder, name), 'utf8').catch(() => '')
  const heads = (await read('MERGE_HEAD')).split('\n').filter((line) => line !== '')
  const isConflict = lines.some(({ kind }) => kind === 'unmerged')
  return heads.length > 0 || isConflict ? { heads, message: await read('MERGE_MSG') } : null
}

async function hashOf(git: Git, path: string, { head, lines }: StatusReport): Promise<WorkingState['hash']> {
  const tracked = lines.find((line) => line.kind === 'changed')
  const id = head ?? tracked?.index?.id
  if (id !== undefined) return id.length === 64 ? 'sha256' : 'sha1'
  const asked = await git(path, ['rev-parse', '--show-object-format'])
  return asked.stdout.trim() === 'sha256' ? 'sha256' : 'sha1'
}

async function commitsAt(git: Git, path: string, modules: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const name of modules) {
    const run = await git(diskPath(path, name).toString(), ['rev-parse', '--verify', 'HEAD'])
    if (run.exit === 0) found.set(name, run.stdout.trim())
  }
  return found
}

/** Asked at most once, and only where it matters. */
function countsModes(git: Git, path: string): () => Promise<boolean> {
  let asked: Promise<boolean> | null = null
  return () => {
    asked ??= git(path, ['config', '--type=bool', 'core.fileMode']).then((run) => run.stdout.trim() !== 'false')
    return asked
  }
}
