import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** One command of the repository's own tools. `report` is where it leaves its counts as JSON. */
export type Step = { name: string; command: readonly [string, ...string[]]; report?: string }
export type Outcome = { step: Step; passed: boolean; output: string; seconds: number }

/** Environment in which the repository's own tools are found first, its Node among them. */
export const toolEnvironment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
}

/** Runs a step to its end and keeps what it printed. Passes it on meanwhile where `live`. */
export async function runStep(step: Step, live = false): Promise<Outcome> {
  const [program, ...args] = step.command
  const began = performance.now()
  const child = spawn(program, args, {
    cwd: root,
    env: { ...toolEnvironment, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  if (live) {
    child.stdout.pipe(process.stdout, { end: false })
    child.stderr.pipe(process.stderr, { end: false })
  }
  const exit = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 1))
  })
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { step, passed: code === 0, output: `${out}${err}`.trim(), seconds: (performance.now() - began) / 1000 }
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
