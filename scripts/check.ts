import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './root.ts'
import { runStep, runSteps } from './run-step.ts'
import { say } from './say.ts'
import { fastTests, staticChecks } from './steps.ts'
import { forget } from './tally.ts'

mkdirSync(join(root, 'test-results'), { recursive: true })
forget(fastTests)
const outcomes = await runSteps(staticChecks, Math.min(4, availableParallelism()), say)
outcomes.push(await runStep(fastTests))
outcomes.slice(-1).forEach(say)
const failed = outcomes.filter(({ passed }) => !passed).map(({ step }) => step.name)
console.log(failed.length === 0 ? 'All is well.' : `Failed: ${failed.join(', ')}.`)
process.exitCode = failed.length === 0 ? 0 : 1
