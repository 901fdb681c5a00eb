import { readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { root } from './root.ts'
import type { Outcome, Step } from './run-step.ts'

export type Tally = { passed: number; failed: number; skipped: number }

const vitestReport = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
    testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
  })
  .transform((report): Tally => {
    const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
    }
  })

const playwrightReport = z
  .object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  })
  .transform(
    ({ stats }): Tally => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    }),
  )

const report = z.union([vitestReport, playwrightReport])

/** Takes away what an earlier run reported, so that it is not counted again. */
export function forget(step: Step): void {
  if (step.report) rmSync(resolve(root, step.report), { force: true })
}

/**
 * What a step counts for: the tests it reported, else itself as one.
 *
 * A step that ended badly counts at least one failure, whatever it reported.
 */
export function tallyOf(outcome: Outcome): Tally {
  const tally = reported(outcome.step)
  if (!tally) return outcome.passed ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
  return !outcome.passed && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

function reported(step: Step): Tally | null {
  if (!step.report) return null
  try {
    return report.parse(JSON.parse(readFileSync(resolve(root, step.report), 'utf8')))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 } // it ended before it could write its report
  }
}

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** The line that `npm test` ends with. */
export function line({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
