import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  clearScreen: false,
  optimizeDeps: { include: ['lit', 'lit/decorators.js', 'lit/directives/repeat.js'] },
  cacheDir: `${repository}/node_modules/.vite-gallery`,
  server: { fs: { allow: [repository] }, hmr: false },
});
