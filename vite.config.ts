// Two builds into one dist/: `--mode site` makes the pages, `--mode element` then adds the custom
// element as a module, dist/kmem-playground.js, that any page on any origin can load; languages and
// whatever else it needs later come from dist/kmem-playground/.

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
  modulePreload: false, // what comes late comes one by one
  reportCompressedSize: false,
};

/** Small modules that most parts of the page share; none that only a late part needs. */
const shared =
  /web\/src\/(base\/(define|storage|store|slices)|messages\/(messages|languages|template|quantities)|messages\/(en|ui\.en)\.txt|styles|render\/(?!figure|svg|ledger|around|surroundings)|session\/(position|view-types)|elements\/(kmem-element|icons|place-text|shell-events|picture-(?!world|thread)[a-z]+|picture|late|segment-title|free-list))/;

const pages = ['web/index.html', 'web/embed.html'].map(path).filter(existsSync);

const site: UserConfig = {
  ...common,
  build: {
    ...build,
    emptyOutDir: true,
    rolldownOptions: {
      input: pages,
      output: {
        codeSplitting: {
          groups: [
            // A chunk of its own, so that check-size can weigh the engine's glue.
            { name: 'kmem_engine', test: /engine\/generated\/kmem_engine/ },
            // The lessons of a language come together, as do the figures that all share.
            ...['en', 'es', 'de', 'zh', 'figures'].map((part) => ({
              name: `lessons-${part}`,
              test: new RegExp(`/web/lessons/${part}/`),
            })),
            { name: 'lit', test: /node_modules|preload-helper/ },
            // What almost every part needs, in one piece: it packs better, and asks for less.
            { name: 'common', test: shared, minShareCount: 3 },
          ],
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
        entryFileNames: 'kmem-playground.js',
        chunkFileNames: 'kmem-playground/[name]-[hash].js',
        assetFileNames: 'kmem-playground/[name]-[hash][extname]',
      },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'element' ? element : site));
