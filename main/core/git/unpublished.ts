import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from './git.ts'
import { gitFolderOf } from './git-folder.ts'

/**
 * Submodules of a worktree that have commits which no remote of theirs has, on
 * whatever branch or stash. Such a submodule is a repository that lies in the
 * worktree or in the worktree's own git folder, and goes with it.
 */
export async function unpublishedSubmodules(git: Git, path: string): Promise<string[]> {
  const folder = await gitFolderOf(path)
  const modules = folder === null ? [] : await repositoriesIn(join(folder, 'modules'), '')
  const found: string[] = []
  for (const { name, place } of [...modules, ...(await embedded(git, path))]) {
    const run = await git(path, [`--git-dir=${place}`, 'rev-list', '--max-count=1', '--all', '--not', '--remotes'])
    if (run.exit !== 0 || run.stdout !== '') found.push(name)
  }
  return found
}

type Module = { name: string; place: string }

/** The git folders that git keeps submodules in: by name, which may have slashes, those of submodules in them included. */
async function repositoriesIn(folder: string, above: string): Promise<Module[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found: Module[] = []
  for (const entry of entries) {
    if (!entry.isDirectory()) continue
    const place = join(folder, entry.name)
    const name = above === '' ? entry.name : `${above}/${entry.name}`
    if (!(await isThere(join(place, 'HEAD')))) found.push(...(await repositoriesIn(place, name)))
    else found.push({ name, place }, ...(await repositoriesIn(join(place, 'modules'), name)))
  }
  return found
}

/** Submodules whose git folder is the `.git` in them, as they were before git kept those apart. */
async function embedded(git: Git, path: string): Promise<Module[]> {
  const run = await git(path, ['ls-files', '--stage', '-z'])
  const found: Module[] = []
  for (const [, name = ''] of run.stdout.matchAll(/(?:^|\0)160000 \w+ \d\t([^\0]*)/g)) {
    const place = join(path, name, '.git')
    const there = await lstat(place).catch(() => null)
    if (there?.isDirectory()) found.push({ name, place })
  }
  return found
}

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )
