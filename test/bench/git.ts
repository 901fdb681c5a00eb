import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { gitSteps, type Step } from './git-steps.ts'
import { type GitWork, withGitWork } from './git-work.ts'
import type { Measure } from './table.ts'

const sizes = [
  { files: 5000, rounds: 7 },
  { files: 50_000, rounds: 5 },
]

/** What the app does with git, beside the commands that a person would type for it. */
export async function git(): Promise<Measure[]> {
  const measures: Measure[] = []
  for (const { files, rounds } of sizes) {
    measures.push(
      ...(await withGitWork(files, (work) => measured(work, rounds, `${files.toLocaleString('en')} files`))),
    )
  }
  return measures
}

async function measured(work: GitWork, rounds: number, where: string): Promise<Measure[]> {
  const measures: Measure[] = []
  for (const step of gitSteps(work)) {
    console.error(`  ${step.rows[0]?.what}, ${where}…`)
    const { ours, bare } = await inTurn(step, work, rounds)
    for (const row of step.rows) {
      measures.push({
        what: `${row.what}, ${where}`,
        unit: 'ms',
        samples: ours.map((times) => times[row.ours] ?? Number.NaN),
        against: {
          what: row.typed,
          samples: bare.map((times) => times[row.bare] ?? Number.NaN),
          ...(row.most && { most: row.most }),
        },
      })
    }
  }
  return measures
}

/**
 * Both sides of a step, round by round; who goes second finds the files of the first in memory, so they take turns. The
 * disk has written what the other side left to it before a side begins.
 */
async function inTurn({ ours, bare }: Step, { settled }: GitWork, rounds: number) {
  const taken: { ours: number[][]; bare: number[][] } = { ours: [], bare: [] }
  for (let round = 0; round < rounds; round += 1) {
    const sides = [async () => taken.ours.push(await ours(round)), async () => taken.bare.push(await bare(round))]
    for (const side of round % 2 === 0 ? sides : sides.reverse()) {
      await settled()
      await promisify(execFile)('sync')
      await side()
    }
  }
  return taken
}
