import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from './root.ts'

/** One command of the repository's own tools. */
export type Step = {
  name: string
  command: readonly [string, ...string[]]
  /** Where it leaves its counts as JSON. */
  report?: string
  /** What tells it to print without colours, where `FORCE_COLOR=0` does not. */
  plain?: Record<string, string>
}

export type Outcome = { step: Step; passed: boolean; output: string; seconds: number }

/** No step takes this long: one that does hangs. */
const limitMs = 30 * 60_000

/** The repository's own tools are found first, its Node among them. */
const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
}

/** Runs a step to its end and keeps what it printed. */
export async function runStep(step: Step): Promise<Outcome> {
  const [program, ...args] = step.command
  const began = performance.now()
  const parts: string[] = []
  const child = spawn(program, args, {
    cwd: root,
    env: { ...environment, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : (step.plain ?? { FORCE_COLOR: '0' })) },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  child.stdout.on('data', (part) => parts.push(String(part)))
  child.stderr.on('data', (part) => parts.push(String(part)))
  const passed = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => {
      parts.push(`\nIt did not end within ${limitMs / 60_000} minutes and was killed.`)
      child.kill('SIGKILL')
      child.stdout.destroy() // a process that it left behind may hold them open
      child.stderr.destroy()
      resolve(false)
    }, limitMs)
    child.once('error', (error) => parts.push(error.message))
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })
  return { step, passed, output: parts.join('').trim(), seconds: (performance.now() - began) / 1000 }
}

/** Runs the steps, at most `width` at once, and tells of each as it ends. */
export async function runSteps(
  steps: readonly Step[],
  width: number,
  onEnd: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const waiting = [...steps]
  const outcomes: Outcome[] = []
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await runStep(step)
      outcomes.push(outcome)
      onEnd(outcome)
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
  return outcomes
}
