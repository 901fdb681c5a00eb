import { defineConfig } from 'vitest/config'

/** The fast tests. The limits only end what hangs: no test depends on how long anything takes. */
export default defineConfig({
  test: {
    include: ['test/{unit,core,contract,rules}/**/*.test.{ts,tsx}'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
})
