import { defineConfig } from 'vite'

// The Electron entry and all it needs in one file, so that of node_modules only the native module has to be packed.
export default defineConfig({
  // CommonJS packages that are bundled into a module ask for it
  define: { __filename: 'import.meta.filename' },
  build: {
    ssr: 'main/index.ts',
    outDir: 'dist/main',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      external: ['electron', '@lydell/node-pty', '@parcel/watcher'],
      output: { format: 'es', entryFileNames: 'index.js' },
    },
  },
  ssr: { noExternal: true, external: ['electron', '@lydell/node-pty', '@parcel/watcher'] },
})
