import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { commonFolderOf } from '../git-folder.ts'
import { lasting } from '../lasting.ts'
import { type HookFiles, hookFiles, hookReason } from './hook-files.ts'
import { tidyMessage } from './messages.ts'
import { type Scratch, withScratch } from './scratch.ts'

/** What is about to be committed; hooks may change it. */
type Draft = { tree: string; message: string }

type Occasion = {
  /** A worktree whose hooks apply: the target's, else the repository's. */
  worktree: string
  target: string
  sourceId: string
  kind: 'merge' | 'squash'
  /** What `hooksFor` found. */
  hooks: HookFiles
}

type HookFault = FaultOf<'hook-failed' | 'git-failed' | 'not-a-repository'>

const firstOf = { merge: 'pre-merge-commit', squash: 'pre-commit' } as const

/** The hooks that there are for `runHooks`. `configured`: events with a hook in the configuration itself. */
export function hooksFor(
  git: Git,
  worktree: string,
  kind: Occasion['kind'],
  configured: readonly string[],
): Promise<HookFiles> {
  return hookFiles(git, worktree, [firstOf[kind], 'prepare-commit-msg', 'commit-msg'], configured)
}

/**
 * Runs the hooks that `git merge`, or `git merge --squash` and `git commit`,
 * would run before there is a commit, each in a scratch worktree that holds the
 * result. Without such hooks nothing is checked out.
 *
 * As in git, `pre-commit` may change what is committed, `pre-merge-commit` may
 * not, and `prepare-commit-msg` and `commit-msg` may change the message.
 */
export async function runHooks(git: Git, on: Occasion, draft: Draft): Promise<Result<Draft, HookFault>> {
  const { hooks } = on
  if (hooks.names.size === 0) return ok(draft)
  const common = await commonFolderOf(on.worktree)
  if (common === null) return fail({ kind: 'not-a-repository', path: on.worktree })

  return withScratch<Draft, HookFault>(git, { common, branch: on.target, tree: draft.tree }, async (scratch) => {
    const file = await prepare(on, scratch, draft.message)
    const index = join(scratch.gitFolder, 'index')
    const env = { GIT_INDEX_FILE: index, GIT_EDITOR: ':' }
    const run = (name: string, ...args: string[]) => runHook(git, { scratch, folder: hooks.folder, env }, name, args)

    const checked = await run(firstOf[on.kind])
    if (!checked.ok) return checked
    const written = await git(scratch.worktree, [...lasting, 'write-tree'], { env: { GIT_INDEX_FILE: index } })
    if (written.exit !== 0) return fail({ kind: 'git-failed', verb: 'write-tree', reason: reasonOf(written) })
    const prepared = await run('prepare-commit-msg', file, on.kind)
    if (!prepared.ok) return prepared
    const agreed = await run('commit-msg', file)
    if (!agreed.ok) return agreed

    const left = await readFile(file, 'utf8').catch(() => null)
    if (left === null) return fail({ kind: 'hook-failed', hook: firstOf[on.kind], reason: 'the message is gone' })
    const message = await tidyMessage(git, scratch.worktree, left)
    if (!message.ok) return message
    if (message.value === '') return fail({ kind: 'hook-failed', hook: 'commit-msg', reason: 'the message is empty' })
    return ok({ message: message.value, tree: on.kind === 'squash' ? written.stdout.trim() : draft.tree })
  })
}

/** Puts there what git has in its folder at that moment. Returns the message's file. */
async function prepare(on: Occasion, { gitFolder }: Scratch, message: string): Promise<string> {
  if (on.kind === 'merge') {
    await writeFile(join(gitFolder, 'MERGE_HEAD'), `${on.sourceId}\n`)
    await writeFile(join(gitFolder, 'MERGE_MODE'), '')
  } else await writeFile(join(gitFolder, 'SQUASH_MSG'), message)
  const file = join(gitFolder, on.kind === 'merge' ? 'MERGE_MSG' : 'COMMIT_EDITMSG')
  await writeFile(file, message)
  return file
}

async function runHook(
  git: Git,
  at: { scratch: Scratch; folder: string; env: Record<string, string> },
  name: string,
  args: readonly string[],
): Promise<Result<void, FaultOf<'hook-failed'>>> {
  // a relative core.hooksPath would be looked for in the scratch worktree
  const command = ['-c', `core.hooksPath=${at.folder}`, 'hook', 'run', '--ignore-missing', name, '--', ...args]
  const run = await git(at.scratch.worktree, command, { env: at.env, maxBytes: 64 * 1024 })
  return run.exit === 0 ? ok(undefined) : fail({ kind: 'hook-failed', hook: name, reason: hookReason(run) })
}
