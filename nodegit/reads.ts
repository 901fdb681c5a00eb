import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastGitReads } from '../main/core/git/reads/choose-reads.ts'
import type { Commit } from '../main/core/git/reads/git-reads.ts'
import { fail, ok } from '../preload/protocol/result.ts'
import type { Commit as FoundCommit, Nodegit, Repository } from './binding.ts'
import { isNotFound } from './binding.ts'

/** The reads that nodegit 0.27 answers as git does. Why the others are not among them is told in `measured.ts`. */
export type RightReads = Required<Pick<FastGitReads, 'refs' | 'aheadBehind' | 'mergeBase' | 'log'>>

/**
 * nodegit as the reader. Each read opens the repository anew, so that nothing
 * of an earlier one is believed.
 *
 * History that was cut off (a shallow clone) or put in another's place (`git
 * replace`), which libgit2 does not follow, is left to git.
 */
export function nodegitReads(nodegit: Nodegit): RightReads {
  const { Repository, Oid } = nodegit
  return {
    async refs(path, names) {
      const repository = await Repository.open(path)
      return ok(await Promise.all(names.map((name) => idOf(nodegit, repository, name))))
    },
    async aheadBehind(path, { head, base }) {
      const repository = await Repository.open(path)
      if (isAltered(repository)) return null
      return ok(await nodegit.Graph.aheadBehind(repository, Oid.fromString(head), Oid.fromString(base)))
    },
    async mergeBase(path, [one, other]) {
      const repository = await Repository.open(path)
      if (isAltered(repository)) return null
      try {
        const base = await nodegit.Merge.base(repository, Oid.fromString(one), Oid.fromString(other))
        return ok(base.tostrS())
      } catch (error) {
        if (!isNotFound(error)) throw error
        // the same is said of a commit that is not there
        await Promise.all([one, other].map((id) => repository.getCommit(Oid.fromString(id))))
        return ok(null)
      }
    },
    async log(path, { id, most }) {
      const repository = await Repository.open(path)
      if (isAltered(repository)) return null
      const from = Oid.fromString(id)
      const isThere = await repository.getCommit(from).then(
        () => true,
        (error: unknown) => {
          if (isNotFound(error)) return false
          throw error
        },
      )
      if (!isThere) return fail({ kind: 'commit-missing', name: id })
      const walk = repository.createRevWalk()
      walk.sorting(nodegit.Revwalk.SORT.TIME)
      walk.push(from)
      const found = await walk.getCommits(most)
      if (found.some((commit) => !isUnicode(commit))) return null
      return ok(found.map(commitOf))
    },
  }
}

async function idOf({ Reference }: Nodegit, repository: Repository, name: string): Promise<string | null> {
  try {
    return (await Reference.nameToId(repository, name)).tostrS()
  } catch (error) {
    if (isNotFound(error)) return null
    throw error
  }
}

const isAltered = (repository: Repository) =>
  repository.isShallow() === 1 || existsSync(join(repository.commondir(), 'refs', 'replace'))

/** nodegit takes every message for UTF-8, whatever the commit says. */
const isUnicode = (commit: FoundCommit) => /^(utf-?8)?$/i.test(commit.messageEncoding() ?? '')

function commitOf(found: FoundCommit): Commit {
  const author = found.author()
  return {
    id: found.sha(),
    parents: found.parents().map((id) => id.tostrS()),
    author: author.name(),
    at: author.when().time() * 1000,
    message: found.message().trim(),
  }
}
