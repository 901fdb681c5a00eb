import type { Done } from './scene.ts'

/** What a run of Node's own test runner came to. */
export type TestRun = { total: number; passed: number; failed: number; skipped: number; coverage: number | null }

/** Reads the summary that Node prints, whichever reporter it has chosen; null where there is none. */
export function readTests({ result }: Done): TestRun | null {
  const count = (name: string) => {
    const found = new RegExp(`^[#ℹ] ${name} (\\d+)$`, 'm').exec(result)
    return found ? Number(found[1]) : null
  }
  const [total, passed, failed] = [count('tests'), count('pass'), count('fail')]
  if (total === null || passed === null || failed === null) return null
  const lines = /^[#ℹ] all files\s*\|\s*([\d.]+)/m.exec(result)
  return { total, passed, failed, skipped: count('skipped') ?? 0, coverage: lines ? Number(lines[1]) : null }
}

/** Whether tests ran, and none of them failed. */
export function allPass(done: Done | undefined): boolean {
  const run = done ? readTests(done) : null
  return run !== null && run.failed === 0 && run.passed > 0
}

/** A run of tests as a sentence. */
export function testsInWords(done: Done): string {
  const run = readTests(done)
  if (!run) return `The tests could not be run here: ${reasonIn(done)}`
  const skipped = run.skipped > 0 ? ` ${run.skipped} left out.` : ''
  if (run.failed > 0) return `${run.failed} of ${run.total} tests fail.${skipped}`
  return `${run.passed === 1 ? 'One test passes' : `${run.passed} tests pass`}.${skipped}`
}

/** The same as something to tick off. */
export function testsTicked(done: Done): string {
  const run = readTests(done)
  if (!run) return `✗ Tests (not run: ${reasonIn(done)})`
  return run.failed > 0 ? `✗ Tests (${run.failed} of ${run.total} failing)` : `✓ Tests (${run.passed} passing)`
}

/** Why a command did not do what it should, in one line. */
export function reasonIn({ result }: Done): string {
  const lines = result.split('\n').filter((line) => line.trim() !== '' && !/^(Exit code \d|> |$)/.test(line))
  return (lines[0] ?? result.split('\n')[0] ?? '').slice(0, 200)
}
