import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { failureOf, type QuietRun } from '../quiet-git.ts'

/** Where a blob's bytes go. */
export type Sink = { write: (piece: Buffer) => Promise<void>; end: () => Promise<void> }

/**
 * Hands out the bytes of blobs, one blob after another, as git stores them and
 * without holding one in memory. Throws what a sink throws, once git has ended,
 * and for a blob that git does not have, by the name that `nameOf` gives it.
 */
export async function eachBlob(
  run: QuietRun,
  ids: readonly string[],
  { open, nameOf }: { open: (at: number) => Promise<Sink>; nameOf: (at: number) => string },
): Promise<Result<void, FaultOf<'git-failed'>>> {
  const args = ['cat-file', '--batch']
  let header = Buffer.alloc(0)
  let sink: Sink | null = null
  let left = 0
  let at = 0
  let trouble: { thrown: unknown } | null = null

  // git-cat-file(1): `<id> SP <type> SP <size> LF`, that many bytes, LF
  const take = async (piece: Buffer) => {
    let rest = piece
    while (rest.length > 0 && trouble === null) {
      if (sink === null) {
        const line = rest.indexOf(10)
        header = Buffer.concat([header, line < 0 ? rest : rest.subarray(0, line)])
        if (line < 0) return
        rest = rest.subarray(line + 1)
        const size = / blob (\d+)$/.exec(header.toString())?.[1]
        if (size === undefined) throw new Error(`${nameOf(at)} (${header})`)
        header = Buffer.alloc(0)
        left = Number(size)
        sink = await open(at)
        at += 1
      }
      const part = rest.subarray(0, left)
      if (part.length > 0) await sink.write(part)
      left -= part.length
      rest = rest.subarray(part.length)
      if (left === 0 && rest.length > 0) {
        rest = rest.subarray(1)
        await sink.end()
        sink = null
      }
    }
  }
  const ran = await run(args, {
    stdin: ids.map((id) => `${id}\n`).join(''),
    take: (piece) =>
      take(piece).catch((thrown: unknown) => {
        trouble = { thrown }
      }),
  })
  if (trouble !== null) {
    // it failed to write, and may fail to end as well
    await (sink as Sink | null)?.end().catch(() => undefined)
    throw (trouble as { thrown: unknown }).thrown
  }
  return ran.exit === 0 && at === ids.length && sink === null ? ok(undefined) : fail(failureOf(args, ran))
}
