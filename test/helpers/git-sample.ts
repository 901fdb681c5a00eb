import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mergeBranches } from '../../main/core/git/merge/merge-branches.ts'
import type { MergeStrategy } from '../../preload/protocol/git.ts'
import { type GitWorld, gitWorld } from './git-world.ts'

export type GitSample = {
  world: GitWorld
  /** The repository's own worktree. */
  top: string
  /** Runs git there and answers with what it printed. */
  git: (...args: string[]) => string
  id: (name: string) => string
  write: (files: Record<string, string>, folder?: string) => void
  /** Commits these files on the branch that is checked out. */
  commit: (files: Record<string, string>, message: string) => string
  /** Commits on another branch, and comes back. */
  commitOn: (branch: string, files: Record<string, string>, message: string) => string
  hook: (name: string, script: string, folder?: string) => void
  /** Merges `work` into `main`, or what is said instead, as they are now. */
  merge: (
    strategy?: MergeStrategy,
    more?: { source?: string; target?: string; message?: string },
  ) => ReturnType<typeof mergeBranches>
}

/** A repository with one commit on `main` and on `work`. */
export function gitSample(): GitSample {
  const world = gitWorld()
  const top = join(world.path, 'top')
  const git = (...args: string[]) => world.run(top, ...args).replace(/\n$/, '')
  const id = (name: string) => git('rev-parse', name)
  const write = (files: Record<string, string>, folder = top) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
  }
  const commit = (files: Record<string, string>, message: string) => {
    write(files)
    git('add', '--all')
    git('commit', '--quiet', '--allow-empty', '-m', message)
    return id('HEAD')
  }
  const commitOn = (branch: string, files: Record<string, string>, message: string) => {
    const back = git('rev-parse', '--abbrev-ref', 'HEAD')
    git('checkout', '--quiet', branch)
    const made = commit(files, message)
    git('checkout', '--quiet', back)
    return made
  }
  const hook = (name: string, script: string, folder = join(top, '.git', 'hooks')) => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const merge: GitSample['merge'] = (strategy = 'merge', { source = 'work', target = 'main', message } = {}) => {
    const ids = { sourceId: id(`refs/heads/${source}`), targetId: id(`refs/heads/${target}`) }
    const order = { repository: top, source, target, strategy, message: message ?? null, ...ids }
    return mergeBranches(world.git, order)
  }
  world.run(world.path, 'init', '--quiet', '--initial-branch=main', top)
  commit({ 'a.txt': '1\n2\n3\n4\n5\n6\n7\n8\n', 'b.txt': 'b\n' }, 'First')
  git('branch', 'work')
  return { world, top, git, id, write, commit, commitOn, hook, merge }
}
