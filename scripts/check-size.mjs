// check-size: what a visitor downloads, gzipped, against the budget. Reads what is in dist/.
//
// A budget is what has been reached, and is to go down; the goal beside it is where it is to go.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { at, main, Stop } from './lib/project.mjs';

const kB = 1000;
// What is fetched only when somebody asks for it.
const later = ['kmem_course', 'kmem_import', 'kmem_cost', 'kmem_linux'];

const budget = { engine: 46.5 * kB, page: 112 * kB };
const goal = { engine: 45 * kB, page: 110 * kB };

const gzipped = (path) => gzipSync(readFileSync(at('dist', path)), { level: 9 }).length;

/** Adds the files that `path` loads before anything is asked for: no import() is followed. */
function load(path, seen) {
  if (seen.has(path) || !existsSync(at('dist', path))) return seen;
  seen.add(path);
  const reference = path.endsWith('.html')
    ? /<(?:script|link)\b[^>]*?\b(?:src|href)="([^":]+)"/g
    : /(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g;
  if (!/\.(html|js)$/.test(path)) return seen;
  for (const [, name] of readFileSync(at('dist', path), 'utf8').matchAll(reference)) {
    load(join(dirname(path), name), seen);
  }
  return seen;
}

/** The files of a WebAssembly module: its code and its glue. */
function moduleFiles(module) {
  const assets = readdirSync(at('dist/assets'));
  return assets
    .filter((name) => name.startsWith(`${module}-`) && /\.(js|wasm)$/.test(name))
    .map((name) => `assets/${name}`);
}

export function measure() {
  if (!existsSync(at('dist/index.html'))) throw new Stop('npm run build has not made dist/ yet');
  // The engine's glue is its own chunk (vite.config.ts), loaded with the page even if imported late.
  const engine = moduleFiles('kmem_engine');
  const scenario = readdirSync(at('dist/assets')).find((name) => /^dentry-.*\.js$/.test(name));
  const page = new Set([...load('index.html', new Set()), ...engine, `assets/${scenario}`]);
  const sizes = [...page].map((path) => ({
    path,
    bytes: gzipped(path),
    engine: engine.includes(path),
  }));
  const sum = (rows) => rows.reduce((total, row) => total + row.bytes, 0);
  return { sizes, engine: sum(sizes.filter((row) => row.engine)), page: sum(sizes) };
}

/** Prints the table; returns the names of the budgets that are exceeded. */
export function checkSize(print) {
  const { sizes, ...totals } = measure();
  const row = (bytes, text) => print(`${(bytes / kB).toFixed(1).padStart(8)} kB  ${text}`);
  for (const { path, bytes } of sizes) row(bytes, path);
  const over = [];
  if (!sizes.some(({ path }) => path.endsWith('.wasm')))
    over.push('engine: no .wasm in dist/assets');
  for (const [name, limit] of Object.entries(budget)) {
    row(totals[name], `${name}, gzipped; budget ${limit / kB} kB, goal ${goal[name] / kB} kB`);
    if (totals[name] > limit) over.push(name);
  }
  for (const module of later) {
    const files = moduleFiles(module);
    row(
      files.reduce((sum, path) => sum + gzipped(path), 0),
      `${module}, gzipped, fetched when asked for`,
    );
    if (sizes.some(({ path }) => files.includes(path)))
      over.push(`${module}: part of the first load`);
  }
  return over;
}

await main(import.meta.url, async () => {
  const over = checkSize(console.log);
  for (const name of over) console.log(`over budget: ${name}`);
  return over.length > 0 ? 1 : 0;
});
