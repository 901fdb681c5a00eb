import { setTimeout } from 'node:timers/promises'
import { type MarkWork, markWork } from './mark-work.ts'
import type { Measure } from './table.ts'
import { timed } from './with-host.ts'

const sizes = [
  { files: 5000, rounds: 15, most: 2 },
  { files: 50_000, rounds: 7, most: 1.5 },
]
/** How many files differ between two marks, and how many a restore brings back. */
const changed = 10
const restored = 100
const manyMarks = 200
const megabyte = 1024 * 1024

/** Marks and restores beside what git itself takes for the least of it. */
export async function marks(): Promise<Measure[]> {
  const measures: Measure[] = []
  for (const { files, rounds, most } of sizes) {
    const where = `${files.toLocaleString('en')} files`
    const work = await markWork(files)
    measures.push(...(await markRows(work, rounds, { where, most })), await restoreRow(work, rounds, where))
    if (files === sizes[0]?.files) measures.push(...(await growthRows(work)))
  }
  return measures
}

/** Nobody marks in the moment in which files are written: the disk is still busy with them. */
const settling = 150

/** Both sides find the same files changed, and take turns. */
async function markRows({ mark, typed, change }: MarkWork, rounds: number, at: { where: string; most: number }) {
  const [some, none, status]: number[][] = [[], [], []]
  for (let round = 0; round < rounds; round += 1) {
    console.error(`  mark, ${at.where}, round ${round + 1}…`)
    const sides = [
      async () => {
        change(round, changed)
        await setTimeout(settling)
        some?.push(await timed(mark))
        none?.push(await timed(mark))
      },
      async () => {
        change(round, changed)
        await setTimeout(settling)
        status?.push(await timed(() => typed(['status', '--porcelain'])))
        // else the next mark would keep these files too
        await mark()
      },
    ]
    for (const side of round % 2 === 0 ? sides : sides.reverse()) await side()
    // what is changed is committed now and then, and nobody goes on within the second: git trusts no file that is as
    // young as its index, and would read all that was committed again and again (its racy-git.txt)
    if (round % 5 === 4) {
      await typed(['commit', '--quiet', '--all', '--allow-empty', '--message', 'Work'])
      await setTimeout(1500)
    }
  }
  const against = { what: 'git status', samples: status ?? [], most: at.most }
  return [
    { what: `mark, ${changed} files changed, ${at.where}`, unit: 'ms' as const, samples: some ?? [], against },
    { what: `mark, nothing changed, ${at.where}`, unit: 'ms' as const, samples: none ?? [], against },
  ]
}

async function restoreRow({ mark, change, restore, readTree }: MarkWork, rounds: number, where: string) {
  const then = await mark()
  const [ours, bare]: number[][] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    console.error(`  restore, ${where}, round ${round + 1}…`)
    const sides = [
      async () => {
        change(round, restored)
        await mark()
        await setTimeout(settling)
        ours?.push(await restore(then.id))
      },
      async () => {
        change(round, restored)
        await setTimeout(settling)
        bare?.push(await readTree(then.id))
      },
    ]
    for (const side of round % 2 === 0 ? sides : sides.reverse()) await side()
  }
  return {
    what: `restore of ${restored} files, ${where}`,
    unit: 'ms' as const,
    samples: ours ?? [],
    against: { what: 'git read-tree -u', samples: bare ?? [], most: 2 },
  }
}

/** What many marks add to the repository, beside the files alone that changed: as they are written, and as git packs them. */
async function growthRows({ mark, typed, change }: MarkWork): Promise<Measure[]> {
  await typed(['commit', '--quiet', '--all', '--allow-empty', '--message', 'Work'])
  const first = (await mark()).id
  let last = first
  for (let at = 0; at < manyMarks; at += 1) {
    if (at % 50 === 0) console.error(`  growth, mark ${at + 1}…`)
    change(at, changed)
    last = (await mark()).id
    await typed(['update-ref', `refs/ikigai/grown/${at}`, last])
  }
  const size = async (...only: string[]) => {
    const listed = ['rev-list', '--objects', '--disk-usage', ...only, '--glob=refs/ikigai/grown/*', '--not', first]
    return Number(await typed(listed)) / megabyte
  }
  const rowOf = async (how: string): Promise<Measure> => ({
    what: `${manyMarks} marks with ${changed} changed files each, ${how}`,
    unit: 'MB',
    samples: [await size()],
    against: {
      what: 'the files that changed',
      samples: [await size('--filter=object:type=blob', '--filter-provided-objects')],
      most: 1.2,
    },
  })
  const written = await rowOf('as written')
  await typed(['gc', '--quiet'])
  return [written, await rowOf('packed by git gc')]
}
