// Builds a small module for a measurement, with the compiler and the flags of the page's engine.

import { mkdirSync, readFileSync } from 'node:fs';
import { at, must } from '../../../scripts/lib/project.mjs';

const environment = { NODE_PATH: `${process.env.NODE_PATH ?? ''}:/usr/share/nodejs` };
const language = [
  '-std=c++20',
  '-O2', // as machine_silent.cc: what runs a million times
  '-flto',
  '-DNDEBUG',
  '-fno-exceptions',
  '-fno-rtti',
  '-DEMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0',
  '-Iengine',
];
const linking = [
  '-fno-exceptions',
  '-fno-rtti',
  '-sMODULARIZE',
  '-sEXPORT_ES6',
  '-sENVIRONMENT=web,worker',
  '-sALLOW_MEMORY_GROWTH',
  '-sMAXIMUM_MEMORY=1GB',
  '-sMALLOC=emmalloc',
  '-sDYNAMIC_EXECUTION=0',
  '-sFILESYSTEM=0',
];

export const buildDirectory = at('build/bench');

/** Compiles the sources and links them to build/bench/<name>.mjs and .wasm. */
export async function buildModule(name, sources, ...flags) {
  mkdirSync(buildDirectory, { recursive: true });
  const objects = sources.map((_, i) => `${buildDirectory}/${name}-${i}.o`);
  for (const [i, source] of sources.entries()) {
    await must('emcc', [...language, '-c', source, '-o', objects[i]], { env: environment });
  }
  const output = `${buildDirectory}/${name}.mjs`;
  await must('emcc', ['-Oz', '-flto', ...linking, ...flags, ...objects, '-o', output], { env: environment });
  return output;
}

/** Loads a built module into Node, for which it was not made: the code is handed over. */
export async function loadModule(path) {
  const { default: create } = await import(path);
  return create({ wasmBinary: readFileSync(path.replace('.mjs', '.wasm')) });
}
