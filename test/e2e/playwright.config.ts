import { defineConfig } from '@playwright/test'
import type { Host } from './app.ts'
import { findChromium } from './find-chromium.ts'

const executablePath = findChromium() ?? ''
const asRoot = process.getuid?.() === 0

/** The same specs over both hosts. The limits only end what hangs. */
export default defineConfig<{ host: Host }>({
  testDir: '.',
  outputDir: '../../test-results/e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  globalTimeout: 25 * 60_000,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['dot'], ['json', { outputFile: '../../test-results/playwright.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    // recording costs time in every test: TRACE=1 where a trace is looked for
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...(asRoot ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'browser', use: { host: 'browser' } },
    { name: 'electron', use: { host: 'electron' } },
  ],
})
