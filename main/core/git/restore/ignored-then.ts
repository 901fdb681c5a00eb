import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Captured } from '../capture/captured.ts'
import { diskPath } from '../capture/signature.ts'
import type { Git } from '../git.ts'
import { failureOf, quietRun } from '../quiet-git.ts'
import { copyIfFile } from './copy-if-file.ts'
import { foldersAbove, type Step } from './step.ts'

/**
 * Of the files that would be deleted, those that were ignored when the snapshot
 * was made: `.gitignore` said so then, and does not now. The snapshot would have
 * left them out, so that they may well have been there.
 *
 * `known`: paths that git knew then, ignored or not.
 */
export async function ignoredThen(
  git: Git,
  { place, run }: Captured,
  steps: readonly Step[],
  known: ReadonlySet<string>,
): Promise<Result<Set<string>, FaultOf<'git-failed'>>> {
  const rules = new Map(steps.filter(({ path }) => isRule.test(path)).map((step) => [step.path, step]))
  const coming = steps.filter(({ then }) => then !== null).map(({ path }) => path)
  // where a file was, there were none below it, and it was not where a folder was
  const [files, folders] = [new Set(coming), new Set(foldersAbove(coming))]
  const couldBe = (path: string) =>
    !folders.has(`${path}/`) && !foldersAbove([path]).some((above) => files.has(above.slice(0, -1)))
  const going = steps.flatMap(({ path, then }) => (then === null && !known.has(path) && couldBe(path) ? [path] : []))
  if (rules.size === 0 || going.length === 0) return ok(new Set())
  // git asks a worktree with the rules of then, and nothing else in it
  const folder = await mkdtemp(join(place.folder, 'rules-'))
  try {
    for (const above of foldersAbove(going)) {
      const rule = `${above}.gitignore`
      const step = rules.get(rule)
      await mkdir(diskPath(folder, above), { recursive: true })
      // git does not read one that is a link
      if (step === undefined) await copyIfFile(rule, { from: place.path, to: folder })
      else if (step.then !== null) {
        const blob = await run(['cat-file', 'blob', step.then.id])
        if (blob.exit !== 0) return fail(failureOf(['cat-file'], blob))
        await writeFile(diskPath(folder, rule), blob.stdout, 'latin1')
      }
    }
    const args = ['check-ignore', '--no-index', '-z', '--stdin']
    const asked = await quietRun(
      git,
      folder,
      join(folder, 'index'),
    )(args, {
      env: { GIT_DIR: place.gitFolder, GIT_WORK_TREE: folder },
      stdin: going.map((path) => `${path}\0`).join(''),
    })
    // 1: none is ignored
    if (asked.exit > 1) return fail(failureOf(args, asked))
    return ok(new Set(asked.stdout.split('\0').filter((path) => path !== '')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const isRule = /(^|\/)\.gitignore$/
