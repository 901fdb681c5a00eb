import { defineConfig } from 'vite'

/** The reader in one file, which Node and Electron load alike; nodegit itself stays where it was compiled. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: 'reader.ts',
    outDir: 'dist',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: { output: { format: 'es', entryFileNames: 'reader.js' } },
  },
})
