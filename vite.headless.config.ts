import { defineConfig } from 'vite'

// The browser host and all it needs in one file: it starts faster than its parts would.
export default defineConfig({
  // CommonJS packages that are bundled into a module ask for it
  define: { __filename: 'import.meta.filename' },
  build: {
    ssr: 'main/headless/index.ts',
    outDir: 'dist/headless',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      external: ['@lydell/node-pty', '@parcel/watcher'],
      output: { format: 'es', entryFileNames: 'index.js' },
    },
  },
  // a native module finds its binary beside itself
  ssr: { noExternal: true, external: ['@lydell/node-pty', '@parcel/watcher'] },
})
