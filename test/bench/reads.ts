import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { gitWith } from '../../main/core/git/git.ts'
import type { FastGitReads } from '../../main/core/git/reads/choose-reads.ts'
import type { GitReads } from '../../main/core/git/reads/git-reads.ts'
import { systemReads } from '../../main/core/git/reads/system-reads.ts'
import { type ReadName, readNames } from '../../preload/protocol/reader.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'
import { benchFolder } from './bench-folder.ts'
import { makeLargeRepository } from './large-repository.ts'
import type { Measure } from './table.ts'
import { timed } from './with-host.ts'

const sizes = [500, 5000, 50_000]
const rounds = 15
const worktrees = 20
/** So many reads at once, and in the row of worktrees one in each. */
const atOnce = 8

type Reader = { name: string; reads: FastGitReads }
type Repository = { path: string; places: string[]; head: string; old: string }
type Times = { took: number[]; waited: number[] }

/** What another reader than git takes for each read, where one is built, and how long the main loop waits meanwhile. */
export async function reads(): Promise<Measure[]> {
  const other = await otherReader()
  if (other === null) console.error("  no other reader is built: 'npm run nodegit' builds one")
  const git: Reader = { name: 'git', reads: systemReads(gitWith(process.env)) }
  const measures: Measure[] = []
  for (const files of sizes) {
    const repository = await makeRepository(join(benchFolder(), 'repository'), files)
    const where = `${files.toLocaleString('en')} files`
    for (const name of readNames) {
      measures.push(...(await rowsOf({ name, where, git, other }, repository, Array(1).fill(repository.path))))
      measures.push(...(await rowsOf({ name, where, git, other }, repository, Array(atOnce).fill(repository.path))))
      if (files === 5000) {
        measures.push(...(await rowsOf({ name, where: 'worktrees', git, other }, repository, repository.places)))
      }
    }
  }
  return measures
}

async function otherReader(): Promise<Reader | null> {
  const file = new URL('../../nodegit/for-bench.ts', import.meta.url)
  if (!existsSync(file)) return null
  const { name, reads } = (await import(file.href)) as { name: string; reads: () => FastGitReads }
  try {
    return { name, reads: reads() }
  } catch {
    return null
  }
}

async function makeRepository(path: string, files: number): Promise<Repository> {
  await makeLargeRepository(path, files)
  const places = Array.from({ length: files === 5000 ? worktrees : 0 }, (_, at) => join(path, '..', `place-${at}`))
  for (const [at, place] of places.entries()) {
    console.error(`  worktree ${at + 1}…`)
    runGit(path, 'worktree', 'add', '--quiet', '-b', `branch-${at}`, place)
    writeFiles(place, { 'new.txt': 'new\n' })
  }
  writeFiles(path, { 'new.txt': 'new\n' })
  const [head = '', old = ''] = runGit(path, 'rev-parse', 'main', 'main~15').split('\n')
  return { path, places, head, old }
}

/** The read at each path at once, by both readers in turns. */
async function rowsOf(
  at: { name: ReadName; where: string; git: Reader; other: Reader | null },
  repository: Repository,
  paths: readonly string[],
): Promise<Measure[]> {
  const count = paths.length === 1 ? 'once' : `${paths.length} at once`
  console.error(`  ${at.name}, ${at.where}, ${count}…`)
  const readers = at.other === null ? [at.git] : [at.git, at.other]
  const times = readers.map((): Times => ({ took: [], waited: [] }))
  for (let round = -2; round < rounds; round += 1) {
    for (const [index, { reads }] of round % 2 === 0 ? [...readers.entries()] : [...readers.entries()].reverse()) {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const took = await timed(() => Promise.all(paths.map((path) => ask(reads, at.name, path, repository))))
      delay.disable()
      if (round < 0) continue
      times[index]?.took.push(took)
      times[index]?.waited.push(delay.max / 1e6)
    }
  }
  const [bare, fast] = times
  const row = (what: string, of: keyof Times): Measure => ({
    what: `${what}, ${at.where}, ${count}`,
    unit: 'ms',
    samples: (fast ?? bare)?.[of] ?? [],
    ...(fast && bare ? { against: { what: 'git', samples: bare[of] } } : {}),
  })
  return [row(at.name, 'took'), row('  the main loop waits', 'waited')]
}

async function ask(reads: FastGitReads, name: ReadName, path: string, { head, old }: Repository): Promise<void> {
  const all = reads as GitReads
  const asks: Record<ReadName, () => Promise<{ ok: boolean }>> = {
    status: () => all.status(path),
    refs: () => all.refs(path, ['refs/heads/main', 'refs/remotes/origin/main']),
    aheadBehind: () => all.aheadBehind(path, { head, base: old }),
    mergeBase: () => all.mergeBase(path, [head, old]),
    branches: () => all.branches(path),
    log: () => all.log(path, { id: head, most: 1 }),
  }
  const answer = await asks[name]()
  if (!answer?.ok) throw new Error(`${name} failed: ${JSON.stringify(answer)}`)
}
