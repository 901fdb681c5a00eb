import { writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gitWith } from '../../main/core/git/git.ts'
import { restoreFiles } from '../../main/core/git/restore-files.ts'
import { type Snapshot, snapshotWorktree } from '../../main/core/git/snapshot.ts'
import type { Result } from '../../preload/protocol/result.ts'
import { benchFolder } from './bench-folder.ts'
import { contentOf, makeLargeRepository, pathOf } from './large-repository.ts'
import { timed } from './with-host.ts'

/** A large repository with one snapshot of it, and what is done there with and without the app. */
export type MarkWork = Awaited<ReturnType<typeof markWork>>

const largest = 20 * 1024 * 1024

export async function markWork(files: number) {
  const folder = benchFolder()
  const path = join(folder, 'repository')
  await makeLargeRepository(path, files)
  const git = gitWith(process.env)
  let marks = 0
  let versions = 0
  let previous: string | null = null

  const mark = async (): Promise<Snapshot> => {
    marks += 1
    const ref = `refs/ikigai/places/bench/${marks}`
    const taken = value(await snapshotWorktree(git, { path, ref, message: 'Bench', largest, previous }))
    previous = taken.id
    return taken
  }
  /** Runs git as a person would, on an index of its own where there is one. */
  const typed = async (args: string[], index?: string) => {
    const run = await git(path, args, index === undefined ? {} : { env: { GIT_INDEX_FILE: index } })
    if (run.exit !== 0) throw new Error(run.stderr)
    return run.stdout
  }
  const index = join(folder, 'index')
  await mark()
  return {
    mark,
    typed,
    /** Changes so many files, other ones in each round. */
    change(round: number, count: number): void {
      for (let at = 0; at < count; at += 1) {
        const file = (round * 397 + at * 7) % files
        versions += 1
        writeFileSync(join(path, pathOf(file)), contentOf(file, 1000 + versions))
      }
    },
    /** The time that the app takes to bring the files to a snapshot. */
    restore: (snapshot: string) =>
      timed(async () => value(await restoreFiles(git, { path, snapshot, largest, expected: null }))),
    /** The time that git takes, which is given an index that knows all files as they are. */
    async readTree(snapshot: string): Promise<number> {
      await copyFile(join(path, '.git', 'index'), index)
      await typed(['add', '--all'], index)
      return timed(() => typed(['read-tree', '--reset', '-u', `${snapshot}^{tree}`], index))
    },
  }
}

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.fault))
  return result.value
}
