// format: rewrites the sources the way lint wants them.

import { bin, main, must } from './lib/project.mjs';
import { cppFiles } from './lint.mjs';

await main(import.meta.url, async () => {
  await must(bin('biome'), ['check', '--write']);
  if (cppFiles().length > 0) await must('clang-format-14', ['-i', ...cppFiles()]);
});
