// check-layers: a directory is a layer, and a layer includes only what is drawn below.
// Prints each violation as file:line and fails if there is any.

import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { at, main } from './lib/project.mjs';
import { filesUnder } from './lib/stamp.mjs';

const maxLines = 400;

// engine:  base ← trace ← buddy ← slab ← machine ← course ← (cli | wasm)     base ← fit ← course
const engineLayers = {
  base: ['base'],
  trace: ['base', 'trace'],
  buddy: ['base', 'trace', 'buddy'],
  slab: ['base', 'trace', 'buddy', 'slab'],
  fit: ['base', 'fit'],
  machine: ['base', 'trace', 'buddy', 'slab', 'machine'],
  course: ['base', 'trace', 'buddy', 'slab', 'fit', 'machine', 'course'],
  cli: ['base', 'trace', 'buddy', 'slab', 'fit', 'machine', 'course', 'cli'],
  wasm: ['base', 'trace', 'buddy', 'slab', 'fit', 'machine', 'course', 'wasm'],
};

// web:  base ← engine ← session ← elements ← main (the files of web/src itself).
// A layer written as name:types stands for its files whose name has `types` in it.
const webLayers = {
  base: ['base', 'messages'],
  messages: ['base', 'messages', 'engine:types'],
  engine: ['base', 'messages', 'engine'],
  session: ['base', 'messages', 'engine', 'session'],
  render: ['base', 'messages', 'engine:types', 'render'],
  lessons: ['base', 'messages', 'engine:types', 'session:types', 'lessons'],
  styles: ['styles'],
  elements: ['base', 'messages', 'engine', 'session', 'render', 'lessons', 'styles', 'elements'],
  main: [
    'base',
    'messages',
    'engine',
    'session',
    'render',
    'lessons',
    'styles',
    'elements',
    'main',
  ],
};

const moduleLoader = 'web/src/engine/load.ts';
const unsafe =
  /\.(?:inner|outer)HTML\b|insertAdjacentHTML|unsafeHTML|\beval\s*\(|new Function\s*\(/;

/** The text with comments blanked, lines kept, so that prose about an include is not one. */
function code(text) {
  const blank = (comment) => comment.replace(/[^\n]/g, ' ');
  return text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(^|\s)\/\/.*$/gm, blank);
}

function* matches(text, pattern) {
  for (const match of text.matchAll(pattern)) {
    yield { line: text.slice(0, match.index).split('\n').length, name: match[1] ?? match[0] };
  }
}

function* engineIncludes(path, text) {
  const layer = path.split('/')[1];
  const allowed = engineLayers[layer];
  if (!allowed) return yield [1, `${layer}/ is not a layer of the engine`];
  for (const { line, name } of matches(text, /^[ \t]*#[ \t]*include[ \t]*"([^"]+)"/gm)) {
    const target = name.split('/')[0];
    if (!engineLayers[target]) yield [line, `"${name}": write the path from engine/`];
    else if (!allowed.includes(target)) yield [line, `${layer} may not include ${target}`];
    else if (/wasm\/bindings/.test(name)) yield [line, 'nothing includes the bindings'];
  }
  if (/^engine\/wasm\/bindings[^/]*$/.test(path)) return;
  for (const { line } of matches(text, /^[ \t]*#[ \t]*include[ \t]*[<"]emscripten/gm)) {
    yield [line, 'Emscripten headers belong in engine/wasm/bindings*.cc'];
  }
}

function webLayerOf(path) {
  const parts = path.split('/');
  return parts.length > 3 ? parts[2] : 'main';
}

function permits(allowed, target) {
  const layer = webLayerOf(target);
  const types = target.split('/').pop().includes('types');
  return allowed.includes(layer) || (types && allowed.includes(`${layer}:types`));
}

function* webImports(path, text) {
  const layer = webLayerOf(path);
  const allowed = webLayers[layer];
  if (!allowed) return yield [1, `${layer}/ is not a layer of the page`];
  const pattern = /(?:\bfrom|\bimport|\bimport\s*\(|\bnew URL\s*\()\s*['"](\.[^'"]*)['"]/g;
  for (const { line, name } of matches(text, pattern)) {
    const target = relative(at(), join(dirname(at(path)), name.replace(/\?.*$/, '')));
    if (!target.startsWith('web/src/')) continue; // data such as web/scenarios
    if (!permits(allowed, target)) yield [line, `${layer} may not import ${webLayerOf(target)}`];
    if (target.includes('/generated/') && path !== moduleLoader) {
      yield [line, `only ${moduleLoader} imports the generated module`];
    }
  }
  for (const { line, name } of matches(text, new RegExp(unsafe, 'g'))) {
    yield [line, `${name}: text reaches the page through Lit templates only`];
  }
}

function* violations(path) {
  const text = readFileSync(at(path), 'utf8');
  const lines = text.split('\n').length - 1;
  if (lines > maxLines) yield [maxLines + 1, `${lines} lines; at most ${maxLines}`];
  if (/^engine\/.*\.(cc|h)$/.test(path)) yield* engineIncludes(path, code(text));
  if (/^web\/src\/.*\.ts$/.test(path)) yield* webImports(path, code(text));
}

/** Checks every source file; resolves to {files, problems}. */
export function checkLayers() {
  const sources = filesUnder('engine', 'web', 'tests', 'scripts').filter(
    (path) => /\.(cc|h|ts|mjs|css|html)$/.test(path) && !path.includes('/generated/'),
  );
  const problems = sources.flatMap((path) =>
    [...violations(path)]
      .sort(([a], [b]) => a - b)
      .map(([line, text]) => `${path}:${line}: ${text}`),
  );
  return { files: sources.length, problems };
}

await main(import.meta.url, async () => {
  const { files, problems } = checkLayers();
  for (const problem of problems) console.log(problem);
  console.log(`check-layers: ${files} files, ${problems.length} violations`);
  return problems.length > 0 ? 1 : 0;
});
