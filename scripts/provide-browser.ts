import { existsSync } from 'node:fs'
import { findChromium } from '../test/e2e/find-chromium.ts'
import { runStep, type Step } from './run-step.ts'

/** Ways to come by a browser, tried in order until there is one. */
function ways(): Step[] {
  const isRootOfDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!isRootOfDebian) return [{ name: 'browser download', command: ['playwright', 'install', 'chromium'] }]
  const apt = ['DEBIAN_FRONTEND=noninteractive', 'apt-get'] as const
  return [
    { name: 'browser download', command: ['playwright', 'install', '--with-deps', 'chromium'] },
    { name: 'package lists', command: ['env', ...apt, 'update', '-q'] },
    { name: 'browser package', command: ['env', ...apt, 'install', '-q', '-y', '--no-install-recommends', 'chromium'] },
  ]
}

/** Finds a Chromium to test in, and installs one where there is none. */
export async function provideBrowser(): Promise<{ found: true } | { found: false; reason: string }> {
  const said: string[] = []
  if (findChromium()) return { found: true }
  for (const way of ways()) {
    console.log(`       no Chromium found: ${way.command.join(' ')}`)
    const outcome = await runStep(way)
    if (findChromium()) return { found: true }
    if (!outcome.passed) said.push(`${way.command.join(' ')}: ${outcome.output.split('\n').at(-1) ?? ''}`)
  }
  const advice = 'Install Chromium or Chrome, or run `npx playwright install chromium`, and start the tests again.'
  return { found: false, reason: [`No Chromium was found and none could be installed. ${advice}`, ...said].join('\n') }
}
