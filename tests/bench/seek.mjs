// Travel through a history of 1,000,000 commands on 65,536 page frames, by the page's engine in
// Chromium: the seek itself, and with the copy of the frames that the picture is painted from.

import { inChromium } from './lib/browser.js';
import { head, line, median, quantile } from './lib/table.js';

const rounds = 5;
const seeks = 200;
const scenario = 'memory 256M\nchurn(1000000, seed=7, orders=0..5, fill=70)\n';

/** Runs in the page: milliseconds of each seek, in rounds, without and with the copy. */
async function travel({ scenario, rounds, seeks }) {
  const { default: create } = await import('./kmem_engine.mjs');
  const session = await create();
  const copy = (start) => session.HEAPU8.slice(start, start + session.answerBytes());
  session.beginOpen(scenario);
  while (session.continueOpen(1000));
  if (!session.finishOpen()) throw new Error(session.diagnostics());
  const started = performance.now();
  while (session.record(4000) > 0);
  const recorded = performance.now() - started;
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const plain = [];
  const copied = [];
  for (let i = 0; i < (rounds + 1) * seeks; i += 1) {
    const n = Math.floor(random() * session.eventCount());
    const before = performance.now();
    session.seekEvent(n);
    const after = performance.now();
    copy(session.frameStates());
    copy(session.areas());
    copied.push(performance.now() - before);
    plain.push(after - before);
  }
  const split = (times) =>
    Array.from({ length: rounds }, (_, r) => times.slice((r + 1) * seeks, (r + 2) * seeks));
  return { commands: session.recorded(), recorded, plain: split(plain), copied: split(copied) };
}

const result = await inChromium('web/src/engine/generated', 'kmem_engine.mjs', (page) =>
  page.evaluate(travel, { scenario, rounds, seeks }),
);
const share = (times, part) => median(times.map((round) => quantile(round, part)));
head(`in Chromium, ${result.commands.toLocaleString('en')} commands (medians of ${rounds} rounds)`);
line('seek to a random event, half of them within', 'ms', share(result.plain, 0.5));
line('the same, 95 of 100 within', 'ms', share(result.plain, 0.95), { reach: 4 });
line('with the copy of all frames, 95 of 100 within', 'ms', share(result.copied, 0.95));
line('recording that history, a command', 'us', (result.recorded * 1000) / result.commands);
