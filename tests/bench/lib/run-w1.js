// Prints what the native program of w1.cc prints, from the WebAssembly module named on the command
// line. The first rounds only give the compiler time to do its best.

import { loadModule } from './emcc.js';

const module = await loadModule(process.argv[2]);
for (let round = 0; round < 9; round += 1) {
  const inlined = module._time_inlined();
  const called = module._time_called();
  if (round >= 4) console.log(`${inlined} ${called}`);
}
