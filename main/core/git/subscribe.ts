import { watch } from 'node:fs'
import { join } from 'node:path'

export type Change = {
  /** Absolute. */
  path: string
  /** `update` also where it is not known what happened. */
  type: 'create' | 'update' | 'delete'
}

/** Told of every change below a folder, until `close`. Throws where the folder cannot be watched. */
export type Subscribe = (
  folder: string,
  ignored: readonly string[],
  on: { changes: (changes: readonly Change[]) => void; failed: (reason: string) => void },
) => Promise<{ close: () => Promise<void> }>

/** The watcher of the operating system through @parcel/watcher, else Node's own where that has no binary. */
export async function bestSubscribe(): Promise<Subscribe> {
  const native = await import('@parcel/watcher').catch(() => null)
  if (native === null) return subscribeWithNode
  return async (folder, ignored, on) => {
    const subscription = await native.subscribe(
      folder,
      (error, events) => (error ? on.failed(error.message) : on.changes(events)),
      { ignore: ignored.filter((name) => !looksLikePattern.test(name)) },
    )
    return { close: () => subscription.unsubscribe() }
  }
}

// it would be read as a glob; such a folder is watched for nothing, which does no harm
const looksLikePattern = /[*?[{(|!]/

/** Works everywhere; on Linux it walks the whole folder, ignored parts included, and may miss that it goes. */
export const subscribeWithNode: Subscribe = async (folder, ignored, on) => {
  const closed = ignored.map((name) => join(folder, name))
  const watcher = watch(folder, { recursive: true, persistent: false }, (_kind, name) => {
    const path = name === null ? folder : join(folder, name)
    const isIgnored = closed.some((top) => path === top || path.startsWith(join(top, '/')))
    if (!isIgnored) on.changes([{ path, type: 'update' }])
  })
  watcher.on('error', (error) => on.failed(error.message))
  return { close: async () => watcher.close() }
}
