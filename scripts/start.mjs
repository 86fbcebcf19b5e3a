// start: from a fresh clone to the page in the browser. Installs, builds, serves; skips what is done.

import { build } from './build.mjs';
import { main } from './lib/project.mjs';
import { serve } from './serve.mjs';
import { setup } from './setup.mjs';

await main(import.meta.url, async () => {
  await setup('build');
  await build(['wasm', 'page']);
  await serve();
});
