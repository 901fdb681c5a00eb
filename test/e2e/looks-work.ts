import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { runGit, writeFiles } from '../helpers/temporary.ts'
import type { App } from './ikigai.ts'

const token = (grace: number) => `import { store } from './store.js'

/** A token is used once; the one before stays valid for a while, since answers get lost. */
export async function rotate(token) {
  const current = await store.find(token)
  if (!current) return null
  if (current.id !== token.id && current.rotatedAt + ${grace} < Date.now()) await store.revoke(token.family)
  return store.next(current, { expires: Date.now() + 30 * 60_000, audience: current.audience, issuer: current.issuer })
}
`

const lines = (count: number) => Array.from({ length: count }, (_, n) => `export const line${n} = ${n}\n`).join('')

function commit(folder: string, subject: string, files: Record<string, string>): void {
  writeFiles(folder, files)
  runGit(folder, 'add', '--all')
  runGit(folder, 'commit', '--quiet', '--message', subject)
}

/** An agent with a worktree of its own that has come a long way: three commits, many files, long names. */
export async function oauthWork(app: App): Promise<string> {
  await app.send('/agent new oauth-impl --worktree')
  await expect(app.tab('oauth-impl')).toHaveAttribute('aria-selected', 'true')
  const folder = join(app.repository, '.worktrees', 'oauth-impl')
  commit(folder, 'Token exchange endpoint', {
    'src/auth/token.js': token(30_000),
    'src/auth/store.js': lines(140),
    'src/auth/providers/configuration/openid-connect-discovery-document-of-the-provider.js': lines(3),
  })
  runGit(folder, 'mv', 'src/count.js', 'src/how-many.js')
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'seal.png'), Buffer.from([0, 1, 2]))
  commit(folder, 'Validate audience and issuer against what the provider says of itself in its discovery document', {
    'src/auth/validate.js': lines(58),
  })
  runGit(folder, 'rm', '--quiet', 'package.json')
  commit(folder, 'Rotate refresh tokens on use', {
    'src/auth/token.js': token(60_000),
    'README.md': '# Sample\n\nA list of things to do, for those who are signed in.\n',
  })
  await expect(app.statusLine).toContainText('[Clean] [Ahead: 3]')
  return folder
}

/** What is changed and not committed. */
export async function unfinished(app: App, folder: string): Promise<void> {
  writeFiles(folder, { 'src/auth/token.js': token(90_000), 'src/auth/revoke.js': lines(12), 'notes.md': '' })
  await expect(app.statusLine).toContainText('[Modified: 1] [Untracked: 2]')
}

/** The target goes on in the same lines, so that the two conflict. */
export async function conflicting(app: App): Promise<void> {
  commit(app.repository, 'Say it in our words', { 'README.md': '# Ours\n', 'src/auth/token.js': lines(9) })
  await expect(app.statusLine).toContainText('[Behind: 1]')
}

/** The target goes on elsewhere. */
export async function movedOn(app: App): Promise<void> {
  commit(app.repository, 'Write a licence', { LICENSE: 'MIT\n' })
  await expect(app.statusLine).toContainText('[Behind: 1]')
}

/** The agent takes back what it did to the README, and the target changes it: a merge goes, a rebase comes to a stop. */
export async function reconsidered(app: App, folder: string): Promise<void> {
  runGit(folder, 'checkout', 'main', '--', 'README.md')
  runGit(folder, 'commit', '--quiet', '--message', 'Leave the README alone')
  commit(app.repository, 'Say it in our words', { 'README.md': '# Ours\n' })
  await expect(app.statusLine).toContainText('[Ahead: 4] [Behind: 1]')
}
