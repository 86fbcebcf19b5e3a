// clean: removes everything that was built. --all also removes node_modules.

import { rmSync } from 'node:fs';
import { at, main } from './lib/project.mjs';

await main(import.meta.url, async (args) => {
  const built = ['build', 'dist', 'web/src/engine/generated'];
  if (args.includes('--all')) built.push('node_modules');
  for (const path of built) rmSync(at(path), { recursive: true, force: true });
});
