import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Relative addresses, so that Electron can load the page from a file; nothing inlined, so that a strict CSP holds.
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
})
