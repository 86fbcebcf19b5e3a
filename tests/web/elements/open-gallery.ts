/** The gallery of view elements in Chromium, served from source. */
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';

const config = fileURLToPath(new URL('../dev/vite.config.ts', import.meta.url));
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Gallery {
  /** Opens the gallery; `query` chooses its scene. */
  open(query?: string, options?: BrowserContextOptions): Promise<Page>;
  /** What pages have written to their console as an error, so far. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

function pageUrl(server: ViteDevServer): string {
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the gallery is not served');
  return url;
}

export async function openGallery(): Promise<Gallery> {
  const server = await createServer({ configFile: config, logLevel: 'error' });
  await server.listen(0);
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: flags,
  });
  const errors: string[] = [];
  return {
    errors,
    async open(query = '', options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.goto(`${pageUrl(server)}?${query}`);
      await page.locator('kmem-picture .grid').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** What the elements have sent up, as [event, detail] pairs. */
export const sent = (page: Page): Promise<[string, unknown][]> =>
  page.evaluate(() => globalThis.gallery.element.sent as [string, unknown][]);

export async function lastSent(page: Page): Promise<[string, unknown] | undefined> {
  return (await sent(page)).at(-1);
}
