import type { Outcome } from './run-step.ts'
import { line, tallyOf } from './tally.ts'

/** One line for a step that ended; what it printed, in full, where it failed. */
export function say(outcome: Outcome): void {
  const mark = outcome.passed ? 'ok    ' : 'FAILED'
  const counts = outcome.step.report ? `   ${line(tallyOf(outcome))}` : ''
  console.log(`${mark} ${outcome.step.name.padEnd(16)} ${outcome.seconds.toFixed(1).padStart(5)} s${counts}`)
  if (!outcome.passed) console.log(`\n${outcome.output}\n`)
}
