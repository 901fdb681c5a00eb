import { execFileSync } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type Git, gitWith } from '../../main/core/git/git.ts'
import { temporaryFolder } from './temporary.ts'

export type GitWorld = {
  path: string
  git: Git
  /** Runs git in a folder and answers with what it printed; throws where git fails. */
  run: (folder: string, ...args: string[]) => string
  /** Runs git and answers with its exit code alone. */
  exit: (folder: string, ...args: string[]) => number
  /** Feeds git's standard input. */
  feed: (folder: string, input: string, ...args: string[]) => string
  environment: Record<string, string | undefined>
  remove: () => void
}

/** Git with no settings but its own and a clock that stands, so that the same commit twice has the same id. */
export function gitWorld(): GitWorld {
  const { path, remove } = temporaryFolder()
  const environment = {
    ...process.env,
    GIT_CONFIG_GLOBAL: join(path, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_AUTHOR_DATE: '@1700000000 +0100',
    GIT_COMMITTER_NAME: 'Cy',
    GIT_COMMITTER_EMAIL: 'cy@example.org',
    GIT_COMMITTER_DATE: '@1700000000 +0100',
    GIT_EDITOR: ':',
    LC_ALL: 'C',
  }
  const feed = (folder: string, input: string, ...args: string[]) =>
    execFileSync('git', args, { cwd: folder, env: environment, encoding: 'utf8', input, stdio: 'pipe' })
  const run = (folder: string, ...args: string[]) => feed(folder, '', ...args)
  const exit = (folder: string, ...args: string[]) => {
    try {
      run(folder, ...args)
      return 0
    } catch (error) {
      return (error as { status: number }).status // what execFileSync throws
    }
  }
  return { path, git: gitWith(environment), run, exit, feed, environment, remove }
}

/** Every file of a worktree by its path: kind, mode and content. */
export function filesOf(top: string): Map<string, string> {
  const files = new Map<string, string>()
  const walk = (folder: string) => {
    for (const name of readdirSync(folder)) {
      const place = join(folder, name)
      if (place === join(top, '.git')) continue
      const found = lstatSync(place)
      if (found.isDirectory()) walk(place)
      else files.set(place.slice(top.length + 1), contentOf(place))
    }
  }
  walk(top)
  return files
}

function contentOf(place: string): string {
  const found = lstatSync(place)
  if (found.isSymbolicLink()) return `link ${readlinkSync(place)}`
  return `${found.mode & 0o111 ? 'program' : 'file'} ${readFileSync(place, 'latin1')}`
}
