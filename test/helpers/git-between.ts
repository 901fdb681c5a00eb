import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Puts something between the app and its git, at one moment that a test chooses. */
export type GitBetween = {
  /** For the core: its git is found here first. */
  environment: { PATH: string }
  /** Runs a shell script before each run of git whose arguments contain `words`; `exit` in it stands for git's own. */
  before: (words: string, script: string) => void
  off: () => void
}

/** The user's own git, with a script before it. Nothing of git is played. */
export function gitBetween(folder: string): GitBetween {
  const place = join(folder, 'between')
  mkdirSync(place, { recursive: true })
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const file = join(place, 'git')
  const put = (script: string) => {
    writeFileSync(`${file}.new`, `#!/bin/sh\nreal=${real}\n${script}\nexec "$real" "$@"\n`)
    chmodSync(`${file}.new`, 0o755)
    renameSync(`${file}.new`, file) // one that is being read stays whole
  }
  put('')
  return {
    environment: { PATH: `${place}:${process.env.PATH}` },
    before: (words, script) => put(`case "$*" in *'${words}'*)\n${script}\n;; esac`),
    off: () => put(''),
  }
}
