import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder of its own, free of symlinks; `remove` takes it away. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'ikigai-')))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Makes a git repository on branch main with these files in one commit; without files, none. */
export function makeRepository(path: string, files: Record<string, string> = { 'README.md': '# Sample\n' }): void {
  mkdirSync(path, { recursive: true })
  runGit(path, 'init', '--quiet', '--initial-branch=main')
  runGit(path, 'config', 'user.name', 'Test')
  runGit(path, 'config', 'user.email', 'test@example.org')
  runGit(path, 'config', 'commit.gpgsign', 'false')
  writeFiles(path, files)
  if (Object.keys(files).length === 0) return
  runGit(path, 'add', '--all')
  runGit(path, 'commit', '--quiet', '--message', 'First')
}

export function writeFiles(path: string, files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
}

/** Runs git for a test and answers with what it printed. */
export function runGit(path: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: path, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
