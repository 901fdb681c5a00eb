import type { Step } from './run-step.ts'

/** What needs no running program: each counts as one test. */
export const staticChecks: readonly Step[] = [
  { name: 'unused code', command: ['knip', '--no-progress'] },
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '--max-diagnostics=50', '.'] },
  { name: 'types of main', command: ['tsc', '-p', '.'] },
  { name: 'types of page', command: ['tsc', '-p', 'renderer'] },
  { name: 'types of tests', command: ['tsc', '-p', 'test'] },
]

const vitest = (name: string, ...folders: string[]): Step => ({
  name,
  command: [
    'vitest',
    ...['run', ...folders],
    ...['--reporter=dot', '--reporter=json', '--outputFile.json=test-results/vitest.json'],
  ],
  report: 'test-results/vitest.json',
  plain: { NO_COLOR: '1' },
})

/** Those that need no repository and no database of their own. */
export const fastTests = vitest('fast tests', 'test/unit', 'test/rules')
export const tests = vitest('tests')

export const build: Step = { name: 'build', command: ['npm', 'run', 'build', '--silent'] }

export const endToEnd: Step = {
  name: 'end to end',
  command: ['playwright', 'test', '--config', 'test/e2e/playwright.config.ts'],
  report: 'test-results/playwright.json',
}
