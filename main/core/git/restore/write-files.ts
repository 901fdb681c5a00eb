import { mkdir, open, symlink, writeFile } from 'node:fs/promises'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Place } from '../capture/place.ts'
import { diskPath, lookAt, readable } from '../capture/signature.ts'
import type { Git } from '../git.ts'
import { inParallel } from '../in-parallel.ts'
import { quietGit, quietRun } from '../quiet-git.ts'
import { copyIfFile } from './copy-if-file.ts'
import { eachBlob, type Sink } from './each-blob.ts'
import { indexFile } from './index-file.ts'
import { foldersAbove, type Step } from './step.ts'

/** Where files are written. */
export type Into = { place: Place; hash: 'sha1' | 'sha256'; folder: string }

type WriteFault = FaultOf<'git-failed' | 'restore-failed'>

/**
 * Writes the files that a restore brings into a folder of their own, laid out as
 * in the worktree, so that the disk is full, or a filter fails, before anything
 * is touched.
 */
export async function writeFiles(git: Git, into: Into, steps: readonly Step[]): Promise<Result<void, WriteFault>> {
  const { place, folder } = into
  const coming = steps.filter(({ then }) => then !== null)
  try {
    const checkedOut = coming.filter(({ exact }) => !exact)
    const attributes = checkedOut.filter(({ path }) => isAttributes.test(path))
    const asStored = await writeAsStored(git, into, [...coming.filter(({ exact }) => exact), ...attributes])
    if (!asStored.ok) return asStored
    const done = await checkOut(git, into, steps, checkedOut)
    if (!done.ok) return done
    await inParallel(coming, atOnce, async ({ path }) => {
      if ((await lookAt(folder, path)) === null) throw new Error(`${readable(path)} was not written`)
    })
    return ok(undefined)
  } catch (error) {
    const { message } = error as Error // node:fs throws nothing else
    return fail({ kind: 'restore-failed', path: place.path, reason: message, kept: null })
  }
}

/** How many files are asked about at a time. */
const atOnce = 16

const isAttributes = /(^|\/)\.gitattributes$/

/** Files that a snapshot has byte for byte. */
async function writeAsStored(
  git: Git,
  { place, folder }: Into,
  steps: readonly Step[],
): Promise<Result<void, WriteFault>> {
  if (steps.length === 0) return ok(undefined)
  await inParallel(foldersAbove(steps.map(({ path }) => path)), atOnce, (above) =>
    mkdir(diskPath(folder, above), { recursive: true }),
  )
  const run = quietRun(git, place.path, `${folder}.index`)
  return eachBlob(
    run,
    steps.map(({ then }) => then?.id ?? ''),
    {
      async open(at): Promise<Sink> {
        const { path = '', then = null } = steps[at] ?? {}
        const to = diskPath(folder, path)
        return then?.mode === '120000' ? linkSink(to) : fileSink(to, then?.mode === '100755' ? 0o777 : 0o666)
      },
      nameOf: (at) => readable(steps[at]?.path ?? ''),
    },
  )
}

async function fileSink(to: Buffer, mode: number): Promise<Sink> {
  const handle = await open(to, 'w', mode)
  return {
    async write(piece) {
      await handle.writeFile(piece)
    },
    end: () => handle.close(),
  }
}

function linkSink(to: Buffer): Sink {
  const pieces: Buffer[] = []
  return {
    async write(piece) {
      pieces.push(Buffer.from(piece))
    },
    async end() {
      const target = Buffer.concat(pieces)
      // where the system has no links for us, git too writes a file (core.symlinks)
      await symlink(target, to).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPERM') throw error
        return writeFile(to, target)
      })
    },
  }
}

/**
 * Files that git has checked out, with line ends and filters as the snapshot's
 * `.gitattributes` say: those are in the folder, or are the same in the worktree.
 */
async function checkOut(
  git: Git,
  { place, hash, folder }: Into,
  steps: readonly Step[],
  checkedOut: readonly Step[],
): Promise<Result<void, WriteFault>> {
  if (checkedOut.length === 0) return ok(undefined)
  const changing = new Set(steps.map(({ path }) => path))
  const paths = checkedOut.map(({ path }) => path)
  await inParallel(foldersAbove(paths), atOnce, async (above) => {
    const name = `${above}.gitattributes`
    const isNew = changing.has(name) || foldersAbove([name]).some((one) => changing.has(one.slice(0, -1)))
    if (!isNew) await copyIfFile(name, { from: place.path, to: folder })
  })
  const index = `${folder}.index`
  const files = checkedOut.flatMap(({ path, then }) => (then === null ? [] : [{ path, entry: then }]))
  await writeFile(index, indexFile(files, hash))
  const env = { GIT_DIR: place.gitFolder, GIT_WORK_TREE: folder }
  const run = await quietGit(git, folder, index)(['checkout-index', '--all', '--force'], { env })
  return run.ok ? ok(undefined) : run
}
