// bench [ARGS]: builds kmem_bench and the page, runs kmem_bench with ARGS, then tests/bench/*.mjs.

import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { at, main, must } from './lib/project.mjs';
import { filesUnder } from './lib/stamp.mjs';
import { setup } from './setup.mjs';

await main(import.meta.url, async (args) => {
  await setup('bench');
  await build(['bench', 'wasm', 'page']);
  if (existsSync(at('build/bench/kmem_bench'))) await must(at('build/bench/kmem_bench'), args);
  for (const script of filesUnder('tests/bench').filter((path) => path.endsWith('.mjs'))) {
    await must(process.execPath, [script]);
  }
});
