import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { explain } from '../../../preload/protocol/explain.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import {
  type AddedWorktree,
  type AddFault,
  addWorktree,
  type NewWorktree,
  type WorktreeNote,
} from '../git/add-worktree.ts'
import type { Git } from '../git/git.ts'
import { isWithin, realPlace } from '../git/git-folder.ts'
import { copyIncluded, findIncluded, type Included } from '../git/include.ts'
import { branchId } from '../git/merge/branch-ids.ts'
import { restoreSnapshot, type SnapshotRestoreFault } from '../git/restore-snapshot.ts'
import type { Project } from '../project.ts'
import { beginWork, endWork } from '../store/unfinished.ts'
import { finishAddition } from './finish-addition.ts'

/** What `/agent new --worktree` may say about the branch; null: the agent's name, and the parent's branch. */
export type WorktreeWish = {
  branch: string | null
  base: string | null
  /** The snapshot whose files it gets, and the commit that its branch is at; null: the base's, and no more. */
  start: { commit: string; snapshot: string } | null
}

export type WorktreeFault =
  | AddFault
  | SnapshotRestoreFault
  | FaultOf<'lock-held' | 'stopped' | 'branch-apart' | 'worktrees-inside'>

type Made = {
  path: string
  branch: string
  /** The commit it starts at. */
  head: string
  /** The branch it was made from; null: the parent's HEAD was detached, or it was made from a commit. */
  base: string | null
  madeBranch: boolean
  /** The work that is begun; the caller ends it as it opens the agent (`endWork`). */
  begun: string
  /** What the user should know, a line each. */
  notes: string[]
}

/**
 * Makes the worktree of a new agent, from the branch that its parent has
 * checked out or from a snapshot, with the files that `.worktreeinclude` names.
 * All or nothing, also where the app is killed meanwhile.
 */
export async function makeWorktree(
  project: Project,
  { name, parent, wish }: { name: string; parent: Agent; wish: WorktreeWish },
): Promise<Result<Made, WorktreeFault>> {
  const { git, info } = project
  const repository = info.path
  const folder = await folderOf(project)
  if (!folder.ok) return folder
  const path = join(folder.value, name)
  const base = wish.base ?? parent.status.branch ?? (await headOf(project, parent.directory))
  if (base === null) return fail({ kind: 'no-commits' })
  const branch = wish.branch ?? name
  const mode = wish.branch === null ? 'make' : 'attach-or-make'
  const place = { repository, path, base: wish.start?.commit ?? base, branch, mode } as const
  const files = { from: repository, to: path }
  let looking: Promise<[Awaited<ReturnType<typeof findIncluded>>, string | null]> | null = null
  const look = () => {
    looking ??= Promise.all([findIncluded(git, files), branchId(git, repository, base)])
    return looking
  }
  const added = await project.write((writing) => beginFilled(project, writing, { at: place, beside: look }, wish.start))
  if (!added.ok) return added
  const [found, baseId] = await look()
  return ok({
    path: added.value.path,
    branch,
    head: added.value.head,
    base: baseId === null ? null : base,
    madeBranch: added.value.made,
    begun: added.value.begun,
    notes: [
      ...added.value.notes.map(noteInWords),
      ...(found.ok ? includedInWords(await copyIncluded(files, found.value)) : [explain(found.fault)]),
    ],
  })
}

/** With the files of a snapshot where there is one. What cannot be filled is taken back. */
async function beginFilled(
  project: Project,
  git: Git,
  { at, beside }: { at: NewWorktree & { branch: string }; beside: () => void },
  start: WorktreeWish['start'],
): Promise<Result<AddedWorktree & { begun: string }, WorktreeFault>> {
  const { repository, path, branch } = at
  const there = start && (await branchId(git, repository, branch))
  if (start && there !== null && there !== start.commit) return fail({ kind: 'branch-apart', branch })
  const added = await beginWorktree(project, git, at, beside)
  if (!added.ok || start === null) return added
  const filled = await restoreSnapshot(git, { path, snapshot: start.snapshot })
  if (filled.ok) return added
  const { begun: id, head, made } = added.value
  await finishAddition(project, git, { id, addition: { kind: 'addition', path, branch, head, made } })
  return filled
}

/** Adds a worktree that the next start takes back, unless an agent is opened in it and the work it is `begun` as ended. */
export async function beginWorktree(
  { info, database, clock }: Project,
  git: Git,
  at: NewWorktree,
  beside?: () => void,
): Promise<Result<AddedWorktree & { begun: string }, AddFault>> {
  const begun = randomUUID()
  const { path, branch } = at
  const note = async ({ head, made }: { head: string; made: boolean }) => {
    await database.write([beginWork(info.id, begun, { kind: 'addition', path, branch, head, made }, clock())])
  }
  const added = await addWorktree(git, at, { note, ...(beside && { beside }) })
  if (added.ok) return ok({ ...added.value, begun })
  await database.write([endWork(begun)])
  return added
}

/**
 * Where worktrees are made. Outside of the repository the projects share a
 * folder, and each has one of its own in it. Inside there is one folder alone
 * that the tools of the root agent keep out of.
 */
async function folderOf(project: Project): Promise<Result<string, FaultOf<'worktrees-inside'>>> {
  const { id, name, path } = project.info
  const usual = join(path, '.worktrees')
  const set = project.settings().worktrees
  if (set === null) return ok(usual)
  const [real, top, own] = await Promise.all([realPlace(set), realPlace(path), realPlace(usual)])
  if (isWithin(top, real) && !isWithin(own, real)) return fail({ kind: 'worktrees-inside', folder: set })
  return ok(join(set, `${name}-${id.slice(0, 8)}`))
}

async function headOf(project: Project, directory: string): Promise<string | null> {
  const run = await project.git(directory, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  return run.exit === 0 ? run.stdout.trim() : null
}

function includedInWords({ files, leftOut, missing }: Included): string[] {
  return [
    ...(files.length > 0 ? [`Copied into it: ${files.join(', ')}`] : []),
    ...leftOut.map(({ path, why }) => `Not copied: ${path} (${why.replaceAll('-', ' ')})`),
    ...missing.map((path) => `Named in .worktreeinclude and not there: ${path}`),
  ]
}

function noteInWords(note: WorktreeNote): string {
  if (note.kind === 'hook-failed') return `The post-checkout hook failed: ${note.reason}`
  if (note.kind === 'submodules') return `Submodules are not initialised: ${note.paths.join(', ')}`
  return `${note.base} is ${note.commits} ${note.commits === 1 ? 'commit' : 'commits'} behind ${note.upstream}.`
}
