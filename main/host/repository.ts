import { gitWith } from '../core/git/git.ts'
import { findRepository } from '../core/git/repository.ts'
import { childEnvironment } from '../core/tools/child-environment.ts'

/**
 * The repository that a start is about: the one named, else the one that the
 * folder is in, else none. A path that was named is handed on as it is, so
 * that what is wrong with it is said where the user looks.
 */
export async function repositoryFor(named: string | null, folder: string): Promise<string | null> {
  if (named !== null) return named
  const found = await findRepository(ownGit(), folder)
  return found.ok ? found.value.path : null
}

/** A repository's own path, free of symlinks and sub-folders, to tell whether two paths mean the same one. */
export async function canonical(path: string): Promise<string> {
  const found = await findRepository(ownGit(), path)
  return found.ok ? found.value.path : path
}

/** Started from a hook or an alias of git, the app is told of another repository than the folder's. */
const ownGit = () => gitWith(childEnvironment(process.env))
