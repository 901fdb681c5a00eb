import { defineConfig } from 'vite'

// A sandboxed preload script is one CommonJS file, and the only module it may ask for is electron.
export default defineConfig({
  build: {
    ssr: 'preload/index.ts',
    outDir: 'dist/preload',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'index.cjs' } },
  },
  ssr: { noExternal: true, external: ['electron'] },
})
