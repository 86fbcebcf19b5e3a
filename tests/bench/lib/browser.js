// A directory on a server, and Debian's Chromium looking at it.

import { chromium as browsers } from 'playwright-core';
import { at, chromium } from '../../../scripts/lib/project.mjs';
import { serveDirectory } from '../../../scripts/lib/static-server.mjs';

const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

/** Runs `work(page)` in a page that shows a file of the directory. */
export async function inChromium(directory, file, work) {
  const server = await serveDirectory(at(directory));
  const browser = await browsers.launch({ executablePath: chromium, args: flags });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(120_000);
    await page.goto(server.url + file);
    return await work(page);
  } finally {
    await browser.close();
    await server.close();
  }
}
