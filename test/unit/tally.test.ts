import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outcome } from '../../scripts/run-step.ts'
import { line, sum, tallyOf } from '../../scripts/tally.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

/** A step that ended, and what it reported: null for one that reports nothing, a string for no JSON. */
function ended(passed: boolean, report: unknown): Outcome {
  const path = join(folder.path, 'report.json')
  if (report !== null) writeFileSync(path, typeof report === 'string' ? report : JSON.stringify(report))
  const step = { name: 'x', command: ['x'] as const, ...(report === null ? {} : { report: path }) }
  return { step, passed, output: '', seconds: 1 }
}

const vitest = (passed: number, failed: number, files: unknown[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: files,
})
const playwright = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 4 } }

test('a check without a report is one test', () => {
  expect(tallyOf(ended(true, null))).toEqual({ passed: 1, failed: 0, skipped: 0 })
  expect(tallyOf(ended(false, null))).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('the tests of a report are counted', () => {
  expect(tallyOf(ended(true, vitest(7, 0)))).toEqual({ passed: 7, failed: 0, skipped: 1 })
  expect(tallyOf(ended(false, playwright))).toEqual({ passed: 5, failed: 2, skipped: 4 })
})

test('a file that could not be loaded is a failure, though it has no tests', () => {
  const files = [{ status: 'failed', assertionResults: [] }]
  expect(tallyOf(ended(false, vitest(7, 0, files)))).toEqual({ passed: 7, failed: 1, skipped: 1 })
})

test('a step that ends badly is a failure, whatever it reported, and one that did not report too', () => {
  expect(tallyOf(ended(false, vitest(7, 0))).failed).toBe(1)
  expect(tallyOf(ended(true, '{ half a rep')).failed).toBe(1)
})

test('the last line is what a machine reads', () => {
  const total = sum([tallyOf(ended(true, vitest(7, 0))), tallyOf(ended(false, null)), tallyOf(ended(true, null))])
  expect(line(total)).toBe('8 passed, 1 failed, 1 skipped')
  expect(line({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
})
