import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Git, gitWith } from '../../main/core/git/git.ts'
import { restoreFiles } from '../../main/core/git/restore-files.ts'
import { snapshotWorktree } from '../../main/core/git/snapshot.ts'
import { filesAt } from '../core/git/worktree-state.ts'
import { makeRepository, temporaryFolder, writeFiles } from './temporary.ts'

const largest = Number.POSITIVE_INFINITY

/** A worktree with a snapshot, that is otherwise by now in every way in which one can be. */
export async function restoreWorld() {
  const folder = temporaryFolder()
  const path = join(folder.path, 'sample')
  const git = gitWith(process.env)
  makeRepository(path, { 'a.txt': 'a\n', 'clean.txt': 'clean\n', 'd/e.txt': 'e\n', 'd/f/g.txt': 'g\n', 'z.txt': 'z\n' })
  writeFiles(path, { 'a.txt': 'a then\n', 'b/c.txt': 'c then\n', tool: '#!/bin/sh\n' })
  writeFiles(path, { 'way/in/x.txt': 'x\n', 'other/in/y.txt': 'y\n', 'loop/x.txt': 'x\n' })
  chmodSync(join(path, 'tool'), 0o755)
  symlinkSync('a.txt', join(path, 'link'))
  const then = filesAt(path)
  const taken = await snapshotWorktree(git, { path, ref: 'refs/ikigai/places/then', message: 'Then' })
  if (!taken.ok) throw new Error(JSON.stringify(taken.fault))
  writeFiles(path, { 'a.txt': 'a now\n', 'clean.txt': 'edited\n', 'new/x.txt': 'x\n', 'z.txt': 'z now\n' })
  for (const name of ['b', 'd', 'link', 'tool', 'way', 'loop']) rmSync(join(path, name), { recursive: true })
  writeFileSync(join(path, 'd'), 'a file now\n')
  writeFiles(path, { 'b/c.txt/inner': 'a folder now\n', link: 'no link any more\n' })
  mkdirSync(join(path, 'tool'))
  symlinkSync('other', join(path, 'way'))
  symlinkSync('loop', join(path, 'loop'))
  const snapshot = taken.value.id
  return {
    path,
    git,
    snapshot,
    /** The files at the snapshot, and before it is restored. */
    then,
    now: filesAt(path),
    files: () => filesAt(path),
    restore: (by: Git = git) => restoreFiles(by, { path, snapshot, largest, expected: null }),
    /** Restores in a process that is killed at a step, or at one with some files moved; answers whether it was. */
    async dieAt(step: number | 'torn'): Promise<boolean> {
      const program = new URL('./restore-until-killed.ts', import.meta.url).pathname
      const dying = new URL('./die-at-step.ts', import.meta.url).href
      const child = spawn(process.execPath, ['--import', dying, program, path, snapshot], {
        env: {
          ...process.env,
          ...(step === 'torn' ? { DIE_IN_SWAP: '1', DIE_AT_STEP: '11' } : { DIE_AT_STEP: `${step}` }),
        },
        stdio: 'inherit',
      })
      const [code, signal] = await once(child, 'exit')
      if (signal !== 'SIGKILL' && code !== 0) throw new Error('it failed')
      return signal === 'SIGKILL'
    },
    remove: () => folder.remove(),
  }
}

export type RestoreWorld = Awaited<ReturnType<typeof restoreWorld>>
