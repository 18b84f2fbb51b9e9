import path from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  resolve: {
    dedupe: ['react', 'react-dom', '@grafana/data', '@grafana/ui', '@grafana/runtime', '@grafana/schema'],
    alias: {
      // Grafana's global styles are in its package of components, but not among what it exports.
      '#grafana-ui': path.resolve(import.meta.dirname, 'node_modules/@grafana/ui/dist/esm'),
    },
  },
  build: { outDir: '../target/browser', emptyOutDir: true, target: 'esnext', minify: false, chunkSizeWarningLimit: 20_000 },
});
