import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { branches } from './demo-branches.ts'
import { type Step, steps } from './demo-files.ts'

const author = { name: 'Mika Aalto', email: 'mika@example.org' }

/** Nothing of the user's own takes part in making the sample: no hooks, no signing, no templates, no line endings. */
const plain = [
  ...['-c', 'commit.gpgsign=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'init.templateDir='],
  ...['-c', 'core.autocrlf=false'],
]

/** Makes the sample repository in a new folder under `parent`, and answers with its path. `main` is checked out. */
export function makeDemoRepository(parent: string): string {
  const path = freeName(join(parent, 'pantry'))
  mkdirSync(path, { recursive: true })
  git(path, ['init', '--quiet', '--initial-branch=main'])
  for (const step of steps) commit(path, step)
  for (const branch of branches) {
    git(path, ['switch', '--quiet', '--create', branch.name, `:/^${branch.from}`])
    for (const step of branch.steps) commit(path, step)
  }
  git(path, ['switch', '--quiet', 'main'])
  giveIdentity(path)
  return path
}

function commit(path: string, { message, date, files }: Step): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  git(path, ['add', '--all'])
  git(path, ['commit', '--quiet', '--no-verify', '--message', message], date)
}

function freeName(path: string): string {
  if (!existsSync(path)) return path
  let n = 2
  while (existsSync(`${path}-${n}`)) n += 1
  return `${path}-${n}`
}

function git(path: string, args: string[], date?: string): void {
  const identity = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    ...(date && { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }),
  }
  execFileSync('git', [...plain, ...args], { cwd: path, env: { ...process.env, ...identity }, stdio: 'pipe' })
}

/** Agents commit in the sample as the user; on a machine whose git knows no user, as its author. */
function giveIdentity(path: string): void {
  try {
    execFileSync('git', ['config', 'user.email'], { cwd: path, stdio: 'pipe' })
  } catch {
    git(path, ['config', 'user.name', author.name])
    git(path, ['config', 'user.email', author.email])
  }
}
