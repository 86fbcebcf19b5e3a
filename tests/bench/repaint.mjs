// Script time of one full repaint of the picture for 1,048,576 page frames, in Chromium: what a
// step costs between the new snapshot and the painted canvas. Prints a table; times nothing else.

import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { head, line, median, quantile } from './lib/table.js';

const rounds = 21;
const warmUp = 7; // until the compiler has done its best
const frames = 2 ** 20;
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
];

/** Runs in the page: milliseconds of script of each round. */
async function repaint({ rounds, warmUp, eager, share }) {
  const { fixture, element } = globalThis.gallery;
  const picture = element.renderRoot.querySelector('kmem-picture');
  const frames = 2 ** 20;
  const blocks = fixture.randomBlocks(frames, 7, eager);
  const snapshot = fixture.makeSnapshot({ frames, blocks });
  picture.snapshot = snapshot;
  await picture.updateComplete;
  picture.show(0.3, 0.3 + share);
  const times = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const states = snapshot.states.slice();
    await new Promise((done) => requestAnimationFrame(done));
    const started = performance.now();
    picture.snapshot = { ...snapshot, states };
    await picture.updateComplete;
    times.push(performance.now() - started);
  }
  return { blocks: blocks.length, times: times.slice(warmUp) };
}

const config = fileURLToPath(new URL('../web/dev/vite.config.ts', import.meta.url));
const server = await createServer({ configFile: config, logLevel: 'error' });
await server.listen(0);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.resolvedUrls.local[0]);
  await page.waitForFunction(() => globalThis.gallery);
  head(`full repaint of the picture, ${frames.toLocaleString('en')} frames, Chromium, script`);
  for (const [name, eager, share] of [
    ['all of it, blocks of mixed orders', 0.97, 1],
    ['all of it, every block of order 0', 1, 1],
    ['a tenth of it, every block of order 0', 1, 0.1],
    ['a thousandth, every block of order 0', 1, 0.001],
  ]) {
    const { blocks, times } = await page.evaluate(repaint, { rounds, warmUp, eager, share });
    const title = `${name}: ${blocks.toLocaleString('en')} blocks`;
    line(title, 'ms', median(times), { reach: 8 });
    line(`${' '.repeat(4)}95 of 100 within`, 'ms', quantile(times, 0.95));
  }
} finally {
  await browser.close();
  await server.close();
}
