import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { electronBinary } from '../test/e2e/electron-host.ts'
import { provideBrowser } from './provide-browser.ts'
import { root } from './root.ts'
import { type Outcome, runStep, runSteps } from './run-step.ts'
import { say } from './say.ts'
import { build, endToEnd, staticChecks, tests } from './steps.ts'
import { forget, line, sum, tallyOf } from './tally.ts'

mkdirSync(join(root, 'test-results'), { recursive: true })
for (const step of [tests, endToEnd]) forget(step)

const outcomes = await runSteps(staticChecks, Math.min(4, availableParallelism()), say)
outcomes.push(await told(runStep(tests)))
const built = await told(runStep(build))
outcomes.push(built, await told(built.passed ? inBrowser() : unbuilt()))

const total = sum(outcomes.map(tallyOf))
process.exitCode = total.failed === 0 ? 0 : 1
console.log(line(total))

async function told(running: Promise<Outcome>): Promise<Outcome> {
  const outcome = await running
  say(outcome)
  return outcome
}

async function inBrowser(): Promise<Outcome> {
  const browser = await provideBrowser()
  if (electronBinary() === null)
    console.log("       Electron's program is not installed: the specs run in the browser host alone")
  if (browser.found) return runStep(endToEnd)
  return { step: endToEnd, passed: false, output: browser.reason, seconds: 0 }
}

async function unbuilt(): Promise<Outcome> {
  return { step: endToEnd, passed: false, output: 'Not run, because the build failed.', seconds: 0 }
}
