import { lstat, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { coalescer, type Pace, pace } from './coalesce.ts'
import type { Change, Subscribe } from './subscribe.ts'

export type TreeWish = {
  folder: string
  subscribe: Subscribe
  /** Folders that are not looked at, relative; asked for anew whenever the watching begins anew. */
  ignored: () => Promise<readonly string[]>
  /** What a changed path (relative, with `/`) is called in `changed`; null: it does not matter. */
  nameOf: (path: string) => string | null
  changed: (names: string[], more: boolean) => void
  /** The folder went away; the watching is over. */
  gone: () => void
  /** The folder is there and cannot be watched; the watching is over. */
  blind: (reason: string) => void
  pace?: Pace
}

export type Watch = { close: () => Promise<void> }

/**
 * Follows all changes below a folder, in bursts.
 *
 * On Linux a folder that comes with folders in it (a checkout, `mkdir -p`, an
 * install) is watched at its top alone: the system tells of one folder at a
 * time. That is found out after each burst, and the watching begins anew.
 */
export async function watchTree(wish: TreeWish): Promise<Watch> {
  const { folder, subscribe } = wish
  const created = new Set<string>()
  let subscription: Watch | null = null
  let over = false
  let work = Promise.resolve()

  const burst = coalescer(wish.pace ?? pace, (names, more) => {
    if (over) return
    if (names.length > 0 || more) wish.changed(names, more)
    if (created.size > 0) inTurn(lookForHoles)
  })
  const inTurn = (job: () => Promise<void>) => {
    work = work.then(() => (over ? undefined : job()))
    return work
  }
  const end = async (say: () => void) => {
    if (over) return
    over = true
    burst.close()
    await close(subscription)
    say()
  }
  const take = (changes: readonly Change[]) => {
    if (over) return
    if (changes.some(({ path, type }) => path === folder && type === 'delete')) void inTurn(begin)
    const names = changes.flatMap(({ path, type }) => {
      if (type === 'create') created.add(path)
      return wish.nameOf(relative(folder, path).split(sep).join('/')) ?? []
    })
    if (names.length > 0 || created.size > 0) burst.add(names)
  }
  const begin = async () => {
    await close(subscription)
    subscription = null
    created.clear()
    if (!(await isFolder(folder))) return end(wish.gone)
    const reason = await wish
      .ignored()
      .then((ignored) =>
        subscribe(folder, ignored, { changes: take, failed: (reason) => void end(() => wish.blind(reason)) }),
      )
      .then(
        async (opened) => {
          subscription = opened
          if (over) await close(opened)
          return null
        },
        (error: Error) => error.message,
      )
    if (reason === null) return
    await end((await isFolder(folder)) ? () => wish.blind(reason) : wish.gone)
  }
  const lookForHoles = async () => {
    const fresh = new Set(created)
    created.clear()
    if (!(await hasUnseenFolder(fresh))) return
    await begin()
    // whatever happened in between went unseen
    if (!over) burst.add([''])
  }

  await inTurn(begin)
  return {
    async close() {
      over = true
      burst.close()
      await work
      await close(subscription)
    },
  }
}

/** When more came than this, looking at each costs more than to begin anew. */
const mostLookedAt = 2000

/** Whether a folder that came has one in it that was not told of. */
async function hasUnseenFolder(created: ReadonlySet<string>): Promise<boolean> {
  if (process.platform !== 'linux') return false
  if (created.size > mostLookedAt) return true
  for (const path of created) {
    // a file, or gone again, has no entries
    const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
    if (entries.some((entry) => entry.isDirectory() && !created.has(join(path, entry.name)))) return true
  }
  return false
}

/** Ends a subscription; of a folder that is gone nothing is left to end, which is reported as an error. */
async function close(subscription: Watch | null): Promise<void> {
  await subscription?.close().catch(() => undefined)
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
