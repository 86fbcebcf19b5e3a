// A real boot trace, 28.9 MB, opened in the built page: how long, and the longest time that the
// page could not paint.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { at } from '../../scripts/lib/project.mjs';
import { inChromium } from './lib/browser.js';
import { head, line, median } from './lib/table.js';

const rounds = 5;
const directory = mkdtempSync(join(tmpdir(), 'kmem-bench-'));
const trace = join(directory, 'boot.txt');
writeFileSync(trace, gunzipSync(readFileSync(at('tests/data/boot-kmem.txt.gz'))));

/** Milliseconds until the report is there, and of the longest task on the way. */
async function importOnce(page) {
  await page.locator('kmem-transport .where b').first().waitFor();
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        globalThis.longest = Math.max(globalThis.longest, duration);
      }
    }).observe({ type: 'longtask' });
  });
  const started = performance.now();
  await page.locator('#file').setInputFiles(trace);
  await page.getByRole('dialog', { name: 'boot.txt' }).waitFor();
  const took = performance.now() - started;
  await page.waitForTimeout(500);
  return { took, longest: await page.evaluate(() => globalThis.longest) };
}

try {
  const results = [];
  for (let round = 0; round < rounds; round += 1) {
    results.push(await inChromium('dist', 'index.html', importOnce));
  }
  head(`import of a boot trace in the page, Chromium (medians of ${rounds} runs)`);
  line('until its report is there', 'ms', median(results.map(({ took }) => took)));
  line('longest task above 50 ms; 0: there was none', 'ms', median(results.map((r) => r.longest)), {
    reach: 50,
  });
} finally {
  rmSync(directory, { recursive: true });
}
