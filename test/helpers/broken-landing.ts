import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Git } from '../../main/core/git/git.ts'
import { mergeBranches } from '../../main/core/git/merge/merge-branches.ts'
import { settleLandings } from '../../main/core/git/merge/settle-landing.ts'
import { type GitSample, gitSample } from './git-sample.ts'
import { filesOf } from './git-world.ts'
import { dyingWith, type KillPoint, killAt } from './killing.ts'

export type LandingSample = GitSample & {
  /** All that a landing that broke off must leave as it was, and what it must not leave behind. */
  state: () => {
    files: Map<string, string>
    index: string
    status: string
    branches: string
    locks: string[]
    landings: string[]
  }
  /** Merges `work` into `main` with an app that dies when git is killed. Throws where it lives. */
  mergeUntilDeath: (git?: Git) => Promise<void>
  /** The same, killed at a point. */
  dieAt: (point: KillPoint) => Promise<void>
  /** What the next start of the app comes to. */
  settle: (bootedAt?: number) => Promise<unknown[]>
}

/** A sample whose `work` changes, adds and removes files, and puts a folder where a file was. */
export function landingSample(): LandingSample {
  const sample = gitSample()
  const { world, top, git, id, commit } = sample
  commit({ 'c/in/deep.txt': 'c\n', d: 'a file\n', 'gone.txt': 'gone\n', 'z.txt': 'z\n' }, 'More')
  git('branch', '--force', 'work')
  git('checkout', '--quiet', 'work')
  git('rm', '--quiet', 'gone.txt', 'd', 'c/in/deep.txt')
  commit({ 'a.txt': 'theirs\n', 'd/inner.txt': 'a folder\n', 'new/er.txt': 'new\n', 'z.txt': 'their z\n' }, 'On work')
  git('checkout', '--quiet', 'main')
  chmodSync(join(top, 'z.txt'), 0o600)

  const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : [])
  const mergeUntilDeath = async (by = world.git) => {
    const dying = dyingWith(by)
    const ids = { sourceId: id('work'), targetId: id('main') }
    const order = { repository: top, source: 'work', target: 'main', strategy: 'merge', message: null, ...ids } as const
    const ended = await Promise.race([mergeBranches(dying.git, order), dying.died])
    if (ended !== 'died') throw new Error(`it lived: ${JSON.stringify(ended)}`)
  }
  return {
    ...sample,
    state: () => ({
      files: filesOf(top),
      index: git('ls-files', '--stage'),
      status: git('status', '--porcelain=v2', '--branch', '--untracked-files=all'),
      branches: git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads'),
      locks: namesIn(join(top, '.git')).filter((name) => name.endsWith('.lock')),
      landings: namesIn(join(top, '.git', 'ikigai')),
    }),
    mergeUntilDeath,
    async dieAt(point) {
      const killed = killAt(world, top, 'main', point)
      await mergeUntilDeath()
      if (!killed()) throw new Error('it died of something else')
    },
    settle: async (bootedAt = 0) => (await settleLandings(world.git, top, bootedAt)).map(({ settled }) => settled),
  }
}

/** What settling says where files were put back, but for those named. */
export const rolledBack = (left: string[] = []) => [{ ok: true, value: { kind: 'rolled-back', written: true, left } }]
