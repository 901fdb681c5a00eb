import { defineConfig } from 'vitest/config'

/** The contract of reads over nodegit, which has to be built for it. */
export default defineConfig({
  test: { root: import.meta.dirname, include: ['*.test.ts'], testTimeout: 60_000 },
})
