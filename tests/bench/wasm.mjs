// The first row of the table in WebAssembly, against the same source built natively. Processes
// alternate, because the machine's speed changes more than the ratio does.

import { execFileSync } from 'node:child_process';
import { at, must } from '../../scripts/lib/project.mjs';
import { buildDirectory, buildModule } from './lib/emcc.js';
import { head, line, median } from './lib/table.js';

const rounds = 9;
const sources = [
  'tests/bench/lib/w1.cc',
  'engine/buddy/zone.cc',
  'engine/base/check.cc',
  'engine/base/vector.cc',
];
const native = `${buildDirectory}/w1`;

const path = await buildModule('w1', sources, '-sEXPORTED_FUNCTIONS=_time_inlined,_time_called');
const flags = ['-std=c++20', '-O3', '-DNDEBUG', '-fno-exceptions', '-fno-rtti', '-Iengine'];
await must('c++', [...flags, ...sources, '-o', native]);

/** The medians of one process: with the allocator compiled into the loop, and called from it. */
function timesOf(program, args) {
  const lines = execFileSync(program, args, { encoding: 'utf8' }).trim().split('\n');
  const times = lines.map((text) => text.split(' ').map(Number));
  return [0, 1].map((column) => median(times.map((row) => row[column])));
}

const natively = [];
const inWasm = [];
for (let round = 0; round < rounds; round += 1) {
  natively.push(timesOf(native, []));
  inWasm.push(timesOf(process.execPath, [at('tests/bench/lib/run-w1.js'), path]));
}
const column = (times, index) => median(times.map((row) => row[index]));

head(`in WebAssembly, Node ${process.versions.node} (medians of ${rounds} processes)`);
line('orders 0-5, 70 % full, 65,536 frames, log off / natively', 'ns', column(inWasm, 1), {
  peer: column(natively, 1),
  reach: 1.3,
});
line('the same with the allocator compiled into the loop', 'ns', column(inWasm, 0), {
  peer: column(natively, 0),
});
