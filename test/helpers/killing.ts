import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Git, wasKilled } from '../../main/core/git/git.ts'

/** Where git is killed: before it writes its nth file, as a branch is about to move or has, or in one of the last hooks. */
export type KillPoint =
  | { at: 'file'; nth: number }
  | { at: 'prepared' | 'committed' }
  | { at: 'post-merge' | 'post-checkout' }

type World = { path: string; run: (folder: string, ...args: string[]) => string }

/** Where an app that is to die with git writes its process id. */
export const appIn = (world: Pick<World, 'path'>) => join(world.path, 'app.pid')

/**
 * Has git killed (`kill -9`) once, at a point, when it works in a repository
 * next: the one that runs hook or filter, the git that started that one, and an
 * app that asked for it. Answers with a function that tells whether it was.
 */
export function killAt(world: World, repository: string, branch: string, point: KillPoint): () => boolean {
  const armed = join(world.path, 'armed')
  const git = world.run(repository, 'rev-parse', '--path-format=absolute', '--git-common-dir').trim()
  const kill = [
    `rm '${armed}'`,
    'up=$(cut -d" " -f4 /proc/$PPID/stat); [ "$(cat /proc/$up/comm)" = git ] || up=',
    `kill -9 $(cat '${appIn(world)}' 2>/dev/null) $up $PPID`,
    'exit 1',
  ].join('; ')
  writeFileSync(armed, point.at === 'file' ? `${point.nth}` : point.at)
  if (point.at === 'file') {
    // git runs a filter by a shell of its own, so the shell's parent is git
    const count = `n=$(cat '${armed}'); if [ "$n" = 1 ]; then ${kill}; fi; echo $((n-1)) > '${armed}'`
    world.run(repository, 'config', 'filter.kill.smudge', `if [ -e '${armed}' ]; then ${count}; fi; cat`)
    mkdirSync(join(git, 'info'), { recursive: true })
    writeFileSync(join(git, 'info', 'attributes'), '* filter=kill\n')
  } else {
    const ofRefs = point.at === 'prepared' || point.at === 'committed'
    const fits = ofRefs ? `[ "$1" = ${point.at} ] && grep -q 'refs/heads/${branch}$'` : 'true'
    const hook = join(git, 'hooks', ofRefs ? 'reference-transaction' : point.at)
    writeFileSync(hook, `#!/bin/sh\nif [ -e '${armed}' ] && ${fits}; then ${kill}; fi\nexit 0\n`)
    chmodSync(hook, 0o755)
  }
  return () => {
    const killed = !existsSync(armed)
    rmSync(armed, { force: true })
    return killed
  }
}

/** A git for an app that dies with it: where git is killed, no answer comes, and `died` resolves. */
export function dyingWith(git: Git): { git: Git; died: Promise<'died'> } {
  const died = Promise.withResolvers<'died'>()
  return {
    died: died.promise,
    async git(...given) {
      const run = await git(...given)
      if (!wasKilled(run)) return run
      died.resolve('died')
      return new Promise(() => undefined)
    },
  }
}
