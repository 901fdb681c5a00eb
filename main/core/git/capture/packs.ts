import { access, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { QuietRun } from '../quiet-git.ts'
import { flush } from './flush.ts'

/** So many packs of ours at most are small ones, before they become one. */
const mostSmall = 25
/** Bytes. What is larger is left to git's own housekeeping. */
const small = 2 * 1024 * 1024

/** Where `git fast-import --export-pack-edges` says which packs it wrote: all of them are the app's own. */
export const packList = (common: string) => join(common, 'ikigai', 'packs')

const packsIn = (common: string) => join(common, 'objects', 'pack')

/** The pack that a commit was written to; null: it is in none that is listed. */
export async function packOf(common: string, commit: string): Promise<string | null> {
  const line = (await listed(common)).findLast((one) => one.includes(commit))
  return line === undefined ? null : nameIn(line)
}

export const hasPack = (common: string, name: string) => exists(join(packsIn(common), `${name}.pack`))

/**
 * Makes one pack of the many small ones that snapshots were written to, where
 * there are many. Takes no pack that the app did not make; leaves all alone
 * while git itself cleans up, and where it keeps an index over all packs.
 *
 * What it cannot do now, on a full disk say, it does later: nothing is missing
 * until then.
 */
export async function gatherPacks(run: QuietRun, place: { common: string; folder: string }): Promise<void> {
  await gather(run, place).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error)) throw error
  })
}

async function gather(run: QuietRun, place: { common: string; folder: string }): Promise<void> {
  const { common } = place
  const names = [...new Set((await listed(common)).flatMap((line) => nameIn(line) ?? []))]
  if (names.length < mostSmall) return
  const folder = packsIn(common)
  const isSmall = await Promise.all(
    names.map(async (name) => {
      const [size, kept] = await Promise.all(['pack', 'keep'].map((end) => sizeOf(join(folder, `${name}.${end}`))))
      return typeof size === 'number' && size < small && kept === null
    }),
  )
  const some = names.filter((_, at) => isSmall[at])
  if (some.length < mostSmall) return list(common, some)
  const busy = [join(common, 'gc.pid'), join(folder, 'multi-pack-index'), join(folder, 'multi-pack-index.d')]
  if ((await Promise.all(busy.map(exists))).includes(true)) return
  const stdin = some.map((name) => `${name}.pack\n`).join('')
  const made = await run(
    ['-c', 'pack.packSizeLimit=0', 'pack-objects', '--quiet', '--stdin-packs', join(folder, 'pack')],
    { stdin },
  )
  const whole = `pack-${made.stdout.trim()}`
  if (made.exit !== 0 || !(await hasPack(common, whole))) return
  await flush(place.folder)
  for (const name of some.filter((one) => one !== whole)) {
    // a pack is one by its index, which goes first
    for (const end of ['idx', 'rev', 'pack']) await rm(join(folder, `${name}.${end}`), { force: true })
  }
  await list(common, [whole])
}

async function listed(common: string): Promise<string[]> {
  const text = await readFile(packList(common), 'latin1').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}

const list = (common: string, names: readonly string[]) =>
  writeFile(packList(common), names.map((name) => `${name}.pack:\n`).join(''))

const nameIn = (line: string) => /(pack-[0-9a-f]{40,64})\.pack:/.exec(line)?.[1] ?? null

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  )
