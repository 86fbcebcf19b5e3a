// build [native|asan|fuzz|bench|wasm|page]...: builds what is named; without a name, wasm and page.

import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { at, bin, jobs, main, must, Stop, which } from './lib/project.mjs';
import { hashOf, unlessDone } from './lib/stamp.mjs';
import { setup } from './setup.mjs';

const generated = 'web/src/engine/generated';
const moduleFiles = ['engine', 'linux', 'import', 'course', 'cost'].flatMap((name) => [
  `kmem_${name}.mjs`,
  `kmem_${name}.wasm`,
]);
const presets = ['native', 'asan', 'fuzz', 'bench'];

/** Configures and builds a CMake preset; CMake itself finds what changed. */
export async function buildPreset(preset, log) {
  const werror = process.env.CI ? 'ON' : 'OFF';
  await must('cmake', ['--preset', preset, `-DKMEM_WERROR=${werror}`], { log });
  await must('cmake', ['--build', '--preset', preset, '--parallel', String(jobs)], { log });
}

export function buildWasm(log) {
  const inputs = [
    'engine',
    'CMakeLists.txt',
    'CMakePresets.json',
    'scripts/emscripten-toolchain.cmake',
  ];
  const outputs = moduleFiles.map((name) => `${generated}/${name}`);
  return unlessDone('wasm', hashOf(inputs, which('emcc')), outputs, async () => {
    await buildPreset('wasm', log);
    mkdirSync(at(generated), { recursive: true });
    for (const name of moduleFiles) cpSync(at('build/wasm', name), at(generated, name));
  });
}

/** The site (index.html, embed.html) and then, into the same dist/, the custom element. */
export function buildPage(log) {
  const inputs = ['web', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];
  return unlessDone('page', hashOf(inputs), ['dist/index.html'], async () => {
    await must(bin('vite'), ['build', '--mode', 'site'], { log });
    if (existsSync(at('web/src/element.ts'))) {
      await must(bin('vite'), ['build', '--mode', 'element'], { log });
    }
  });
}

export async function build(names, log) {
  for (const name of names) {
    if (presets.includes(name)) await buildPreset(name, log);
    else if (name === 'wasm') await buildWasm(log);
    else if (name === 'page') await buildPage(log);
    else
      throw new Stop(`build: there is no ${name}; there are ${presets.join(', ')}, wasm and page`);
  }
}

await main(import.meta.url, async (names) => {
  const chosen = names.length > 0 ? names : ['wasm', 'page'];
  await setup(chosen.some((name) => presets.includes(name)) ? 'test' : 'build');
  await build(chosen);
});
