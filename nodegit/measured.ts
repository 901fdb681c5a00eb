import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GitReads } from '../main/core/git/reads/git-reads.ts'
import type { Branch } from '../preload/protocol/git.ts'
import { ok } from '../preload/protocol/result.ts'
import { isNotFound, type Nodegit, type Repository } from './binding.ts'

const ofBranches = 'refs/heads/'

/**
 * Reads that nodegit 0.27 does not answer as git does: for the bench alone.
 *
 * `status` counts files that a filter of git's own (LFS, say) leaves as they
 * are, and all that a sparse checkout leaves out. `branches` cannot tell an
 * upstream that is not there: `Branch.upstreamName` writes past the memory it
 * has, and the process ends sooner or later. So does `Worktree.list`, in whose
 * place git's files are read.
 */
export function measuredReads(nodegit: Nodegit): Pick<GitReads, 'status' | 'branches'> {
  const { Repository, Reference } = nodegit
  return {
    async status(path) {
      const repository = await Repository.open(path)
      const counts = await countsOf(nodegit, repository)
      if (repository.headUnborn() === 1) {
        const head = await Reference.lookup(repository, 'HEAD')
        return ok({ head: null, branch: branchName(head.symbolicTarget()), ...counts })
      }
      const head = await repository.head()
      const branch = repository.headDetached() === 1 ? null : branchName(head.name())
      return ok({ head: head.target().tostrS(), branch, ...counts })
    },
    async branches(path) {
      const repository = await Repository.open(path)
      const [all, places] = await Promise.all([Reference.list(repository), checkedOut(repository)])
      const names = all.filter((name) => name.startsWith(ofBranches)).sort(byBytes)
      return ok(await Promise.all(names.map((name) => branchOf(nodegit, repository, name, places))))
    },
  }
}

async function countsOf(nodegit: Nodegit, repository: Repository) {
  const { STATUS, OPT, SHOW } = nodegit.Status
  const list = await nodegit.StatusList.create(repository, {
    show: SHOW.INDEX_AND_WORKDIR,
    flags: OPT.INCLUDE_UNTRACKED | OPT.RECURSE_UNTRACKED_DIRS,
  })
  const counts = { modified: 0, untracked: 0, conflicts: 0 }
  for (let at = 0; at < list.entrycount(); at += 1) {
    const flags = nodegit.Status.byIndex(list, at).status()
    const has = (flag: number) => (flags & flag) !== 0
    if (has(STATUS.CONFLICTED)) counts.conflicts += 1
    else {
      // what is on disk and was taken out of the index alone is both
      const isNew = has(STATUS.WT_NEW) && !has(STATUS.INDEX_NEW)
      if (isNew) counts.untracked += 1
      if (!isNew || has(STATUS.INDEX_DELETED)) counts.modified += 1
    }
  }
  return counts
}

const branchName = (ref: string) => (ref.startsWith(ofBranches) ? ref.slice(ofBranches.length) : null)

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

async function branchOf(
  { Reference, Branch }: Nodegit,
  repository: Repository,
  name: string,
  places: ReadonlyMap<string, string>,
): Promise<Branch> {
  const ref = await Reference.lookup(repository, name)
  const upstream = await Branch.upstream(ref).then(
    (found) => found.shorthand(),
    (error: unknown) => {
      if (isNotFound(error)) return null
      throw error
    },
  )
  const checkedOutAt = places.get(name) ?? null
  return { name: name.slice(ofBranches.length), head: ref.target().tostrS(), base: null, checkedOutAt, upstream }
}

/** The folder of the worktree that has a ref checked out (gitrepository-layout(5)). */
async function checkedOut(repository: Repository): Promise<Map<string, string>> {
  const common = repository.commondir()
  const linked = await readdir(join(common, 'worktrees')).catch(() => [])
  const all = await Promise.all([
    headAt(common, dirname(common)),
    ...linked.map(async (name) => {
      const folder = join(common, 'worktrees', name)
      const back = await readFile(join(folder, 'gitdir'), 'utf8').catch(() => '')
      return headAt(folder, dirname(back.replace(/\n$/, '')))
    }),
  ])
  return new Map(all.flat())
}

async function headAt(folder: string, worktree: string): Promise<[string, string][]> {
  const head = await readFile(join(folder, 'HEAD'), 'utf8').catch(() => '')
  const ref = /^ref: (.*)\n?$/.exec(head)?.[1]
  return ref === undefined ? [] : [[ref, worktree]]
}
