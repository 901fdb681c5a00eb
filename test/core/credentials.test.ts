import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sampleProject } from '../helpers/sample-project.ts'
import { makeRepository, runGit, writeFiles } from '../helpers/temporary.ts'

/** A clone that has the commits of the branch `other` and fetches its files when they are wanted. */
async function partialClone() {
  return sampleProject({
    prepare(repository, folder) {
      const whole = join(folder, 'whole')
      makeRepository(whole, { 'a.txt': 'one\n' })
      runGit(whole, 'config', 'uploadpack.allowFilter', 'true')
      runGit(whole, 'checkout', '--quiet', '-b', 'other')
      writeFiles(whole, { 'b.txt': 'two\n' })
      runGit(whole, 'add', '--all')
      runGit(whole, 'commit', '--quiet', '--message', 'Other')
      runGit(whole, 'checkout', '--quiet', 'main')
      execFileSync('rm', ['-rf', repository])
      runGit(folder, 'clone', '--quiet', '--filter=blob:none', `file://${whole}`, repository)
      runGit(repository, 'branch', '--quiet', 'other', 'origin/other')
    },
  })
}

test('a password that git would ask for is refused in one sentence, and nothing is left behind', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="files"' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const at = await partialClone()
  const { port } = server.address() as AddressInfo // it listens on TCP
  at.git('remote', 'set-url', 'origin', `http://127.0.0.1:${port}/files.git`)
  const { sentence } = await at.refused('/agent new x --worktree --branch=other')
  expect(sentence).toMatch(/could not read Username for .*terminal prompts disabled\. Ikigai asks for no passwords/)
  expect(existsSync(join(at.repository, '.worktrees/x'))).toBe(false)
  expect(at.git('worktree', 'list').split('\n')).toHaveLength(1)
})

test('ssh may not ask on the terminal that the app was started from', async () => {
  const at = await partialClone()
  const ssh = join(at.folder, 'ssh')
  writeFileSync(ssh, '#!/bin/sh\necho "fatal: Permission denied ($SSH_ASKPASS $SSH_ASKPASS_REQUIRE)" >&2; exit 255\n')
  chmodSync(ssh, 0o755)
  at.git('config', 'core.sshCommand', ssh)
  at.git('remote', 'set-url', 'origin', 'ssh://git@127.0.0.1/files.git')
  const { sentence } = await at.refused('/agent new x --worktree --branch=other')
  expect(sentence).toContain('Permission denied (false force). Ikigai asks for no passwords')
})
