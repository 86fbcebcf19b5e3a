// lint: Biome, the TypeScript compiler and clang-format, without changing a file.

import { bin, main, run } from './lib/project.mjs';
import { filesUnder } from './lib/stamp.mjs';

export const cppFiles = () =>
  filesUnder('engine', 'tests').filter((path) => /\.(cc|h)$/.test(path));

export const linters = () => [
  ['biome', bin('biome'), ['ci', '--colors=off', '--max-diagnostics=50']],
  ['tsc', bin('tsc'), ['--noEmit']],
  ['clang-format', 'clang-format-14', ['--dry-run', '-Werror', ...cppFiles()]],
];

/** Runs every linter; resolves to the names of those that complain. */
export async function lint(log) {
  const complaining = [];
  for (const [name, command, args] of linters()) {
    if ((await run(command, args, { log })).code !== 0) complaining.push(name);
  }
  return complaining;
}

await main(import.meta.url, async () => ((await lint()).length > 0 ? 1 : 0));
