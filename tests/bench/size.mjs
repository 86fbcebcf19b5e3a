// What a visitor downloads, gzipped: the engine beside an empty module with Embind as it comes.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { measure } from '../../scripts/check-size.mjs';
import { buildModule } from './lib/emcc.js';
import { head, line } from './lib/table.js';

const kB = 1000;
const gzipped = (path) => gzipSync(readFileSync(path), { level: 9 }).length;

const glue = await buildModule('empty', ['tests/bench/lib/empty.cc'], '--bind');
const empty = gzipped(glue) + gzipped(glue.replace('.mjs', '.wasm'));
const { engine, page } = measure();

head('downloads, gzipped');
line('engine, .wasm and glue / an empty Embind module', 'kB', engine / kB, { peer: empty / kB });
line('engine, .wasm and glue', 'kB', engine / kB, { reach: 45 });
line('page, interactive', 'kB', page / kB, { reach: 110 });
