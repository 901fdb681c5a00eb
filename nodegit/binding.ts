/** As much of nodegit 0.27 as is used here; it comes without types. What is asynchronous runs on libuv's threads. */
export type Nodegit = {
  Repository: { open(path: string): Promise<Repository> }
  Reference: {
    list(repository: Repository): Promise<string[]>
    lookup(repository: Repository, name: string): Promise<Reference>
    nameToId(repository: Repository, name: string): Promise<Oid>
  }
  Branch: { upstream(branch: Reference): Promise<Reference> }
  Oid: { fromString(id: string): Oid }
  Graph: { aheadBehind(repository: Repository, head: Oid, base: Oid): Promise<{ ahead: number; behind: number }> }
  Merge: { base(repository: Repository, one: Oid, other: Oid): Promise<Oid> }
  StatusList: { create(repository: Repository, options: { show: number; flags: number }): Promise<StatusList> }
  Status: {
    byIndex(list: StatusList, index: number): { status(): number }
    STATUS: Record<'CONFLICTED' | 'WT_NEW' | 'INDEX_NEW' | 'INDEX_DELETED', number>
    OPT: Record<'INCLUDE_UNTRACKED' | 'RECURSE_UNTRACKED_DIRS', number>
    SHOW: Record<'INDEX_AND_WORKDIR', number>
  }
  Revwalk: { SORT: Record<'TIME', number> }
}

export type Repository = {
  /** The git folder of this worktree, ending in `/`. */
  path(): string
  /** The git folder that all worktrees share, ending in `/`. */
  commondir(): string
  headUnborn(): number
  isShallow(): number
  headDetached(): number
  head(): Promise<Reference>
  createRevWalk(): Revwalk
  getCommit(id: Oid): Promise<Commit>
}

export type Oid = { tostrS(): string }

type Reference = {
  name(): string
  target(): Oid
  /** Of a symbolic ref. */
  symbolicTarget(): string
  shorthand(): string
}

type StatusList = { entrycount(): number }

type Revwalk = { push(id: Oid): void; sorting(how: number): void; getCommits(most: number): Promise<Commit[]> }

export type Commit = {
  sha(): string
  parents(): Oid[]
  author(): { name(): string; when(): { time(): number } }
  message(): string
  /** Null or undefined where the commit does not say. */
  messageEncoding(): string | null | undefined
}

/** What nodegit throws has libgit2's code; -3: it is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && error.errno === -3
}
