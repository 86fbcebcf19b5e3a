// Two builds into one dist/: `--mode site` makes the pages, `--mode element` then adds the custom
// element as a single module, dist/kmem-playground.js, that any page on any origin can load.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { compact } from './scripts/lib/compact.mjs';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const common: UserConfig = {
  root: path('web'),
  base: './', // the site must work in any subdirectory; in scripts it resolves by import.meta.url
  clearScreen: false,
  plugins: [compact()],
};

const build = {
  outDir: path('dist'),
  target: 'es2022',
  assetsInlineLimit: 0, // the engine is fetched and compiled while it streams
  modulePreload: { polyfill: false },
  reportCompressedSize: false,
};

const pages = ['web/index.html', 'web/embed.html'].map(path).filter(existsSync);

const site: UserConfig = {
  ...common,
  build: {
    ...build,
    emptyOutDir: true,
    rolldownOptions: {
      input: pages,
      output: {
        // A chunk of its own, so that check-size can weigh the engine's glue.
        codeSplitting: {
          groups: [{ name: 'kmem_engine', test: /engine\/generated\/kmem_engine/ }],
        },
      },
    },
  },
};

const element: UserConfig = {
  ...common,
  publicDir: false,
  build: {
    ...build,
    emptyOutDir: false,
    cssCodeSplit: false,
    rolldownOptions: {
      input: path('web/src/element.ts'),
      preserveEntrySignatures: 'strict',
      output: {
        codeSplitting: false,
        entryFileNames: 'kmem-playground.js',
        assetFileNames: 'kmem-playground-[hash][extname]',
      },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'element' ? element : site));
