import { defineConfig } from 'vite'

// The Electron entry and all it needs in one file, so that nothing of node_modules has to be packed.
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
    rolldownOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'index.js' } },
  },
  ssr: { noExternal: true, external: ['electron'] },
})
