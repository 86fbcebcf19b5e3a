/** What every browser test needs: the built page on a server, and Debian's Chromium. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { serveDirectory } from '../../scripts/lib/static-server.mjs';

const dist = process.env.KMEM_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Site {
  readonly url: string;
  readonly browser: Browser;
  /** A page in a context of its own that fails the test on any console error. */
  open(path?: string, options?: BrowserContextOptions): Promise<Page>;
  /** Serves HTML from another origin, and opens it. */
  openElsewhere(html: string): Promise<Page>;
  /** Call after each test: closes its pages, and fails if one had an error. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('no built page: npm run build');
  const server = await serveDirectory(dist);
  const elsewhere = mkdtempSync(join(tmpdir(), 'kmem-e2e-'));
  const other = await serveDirectory(elsewhere);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: chromiumArgs,
  });
  const errors: string[] = [];
  const pages: Page[] = [];

  async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error.stack)));
    page.on('dialog', (dialog) => errors.push(`a dialog: ${dialog.message()}`));
    pages.push(page);
    return page;
  }

  return {
    url: server.url,
    browser,
    async open(path = '', options) {
      const page = await newPage(options);
      await page.goto(server.url + path);
      return page;
    },
    async openElsewhere(html) {
      writeFileSync(join(elsewhere, 'index.html'), html);
      const page = await newPage();
      await page.goto(other.url);
      return page;
    },
    async check() {
      for (const page of pages.splice(0)) await page.context().close();
      expect(errors.splice(0)).toEqual([]);
    },
    async close() {
      await browser.close();
      await Promise.all([server.close(), other.close()]);
      rmSync(elsewhere, { recursive: true });
    },
  };
}

/** Where the playground stands, as the transport says it: `command 31 of 50 · event 21 of 21`. */
export async function where(page: Page): Promise<string> {
  const text = await page.locator('kmem-transport .where').innerText();
  return text.replace(/\s*\n+\s*/g, ' · ');
}

/** Waits until the transport says something that matches. */
export async function waitFor(page: Page, what: RegExp): Promise<void> {
  await expect.poll(() => where(page), { timeout: 15_000, interval: 20 }).toMatch(what);
}

export async function ready(page: Page): Promise<void> {
  await page.locator('kmem-transport .where b').first().waitFor();
  await waitFor(page, /command|before/);
}

/** The whole script, also the lines out of sight. */
export async function scriptOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const text = await page.getByLabel('Script', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  return text;
}
