/** Shown to others: presented, exported, printed. */
import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './looks.ts';
import { ready, type Site, startSite, waitFor, where } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

describe('presenting', () => {
  const sentence = (page: Page) => page.locator('kmem-present .sentence').innerText();

  it('shows picture and sentence, steered by the keys of a remote', async () => {
    const page = await site.open('#v1=s.dentry.7');
    await ready(page);
    await page.getByRole('button', { name: 'Present' }).click();
    await page.locator('kmem-present kmem-picture').waitFor();
    const first = await sentence(page);
    await page.keyboard.press('PageDown');
    await expect.poll(() => sentence(page)).not.toBe(first);
    await waitFor(page, /forward/);
    await page.keyboard.press('PageUp');
    await expect.poll(() => sentence(page)).toBe(first);
    await waitFor(page, /back/);
    for (const key of ['Space', 'Enter', 'ArrowRight']) {
      const before = await where(page);
      await page.keyboard.press(key);
      await expect.poll(() => where(page)).not.toBe(before);
    }
    await page.keyboard.press('b');
    await page.locator('kmem-present .black').waitFor();
    await page.keyboard.press('b');
    expect(await page.locator('kmem-present .black').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.locator('kmem-present').count()).toBe(0);
  });

  it.each([
    [1440, 900],
    [1920, 1080],
    [1024, 768],
    [390, 844],
  ])('fits %i × %i, black on white, twice as large, axe clean', async (width, height) => {
    const page = await site.open('#v1=s.dentry.31', {
      viewport: { width: Math.max(width, 500), height },
      colorScheme: 'dark',
    });
    await ready(page);
    if (width < 700) await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Present' }).click();
    await page.setViewportSize({ width, height });
    await page.locator('kmem-present .sentence').waitFor();
    const seen = await page.locator('kmem-present').evaluate((present) => {
      const root = present.shadowRoot as ShadowRoot;
      const style = (selector: string) => getComputedStyle(root.querySelector(selector) as Element);
      const said = (root.querySelector('.said') as Element).getBoundingClientRect();
      return {
        paper: style('dialog').backgroundColor,
        ink: style('.sentence').color,
        size: Number.parseFloat(style('.sentence').fontSize),
        bottom: said.bottom,
        right: said.right,
      };
    });
    expect(seen).toMatchObject({ paper: 'rgb(255, 255, 255)', ink: 'rgb(0, 0, 0)' });
    expect(seen.size).toBeGreaterThanOrEqual(26);
    expect(seen.bottom).toBeLessThanOrEqual(height + 0.5);
    expect(seen.right).toBeLessThanOrEqual(width + 0.5);
    expect(await violations(page)).toEqual([]);
  });
});

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

async function openExport(page: Page, view: string): Promise<string> {
  await page.locator('kmem-export-sheet').getByLabel('View').selectOption(view);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as SVG' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`dentry-${view}.svg`);
  return (await bytesOf(download)).toString('utf8');
}

/** What the browser makes of a file: its error if it is not well-formed, its texts, its size. */
async function parsed(file: string) {
  const page = await site.browser.newPage(); // ours does not allow markup from a string
  const found = await page.evaluate((text) => {
    const made = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      error: made.querySelector('parsererror')?.textContent ?? '',
      texts: [...made.querySelectorAll('text')].map((node) => node.textContent),
      width: Number(made.documentElement.getAttribute('width')),
      height: Number(made.documentElement.getAttribute('height')),
    };
  }, file);
  await page.close();
  return found;
}

describe('exporting', () => {
  it('saves every view as a drawing that is well-formed and complete', async () => {
    const page = await site.open('#v1=s.dentry.31');
    await ready(page);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.locator('kmem-export-sheet').locator('img').waitFor();
    expect(await violations(page)).toEqual([]);
    const expected = { all: 'dentry', segment: '24', caches: 'dentry', bytes: 'pages 19.1 %' };
    for (const [view, word] of Object.entries(expected)) {
      const file = await openExport(page, view);
      const { error, texts, width, height } = await parsed(file);
      expect(error, view).toBe('');
      expect(texts, view).toContain(word);
      expect(texts, view).toContain('the slab at frame 16 moves from empty to partial');
      expect([width, height > 100], view).toEqual([960, true]);
      expect(file.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|var\(/);
    }
  });

  it('makes a strip of the steps that follow, and stays where it is', async () => {
    const page = await site.open('#v1=s.dentry.30.18');
    await ready(page);
    const before = await where(page);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.locator('kmem-export-sheet').getByLabel('View').selectOption('strip');
    await page.getByRole('spinbutton').fill('3');
    await page.getByRole('spinbutton').press('Tab');
    const { error, texts } = await parsed(await openExport(page, 'strip'));
    expect(error).toBe('');
    const places = texts.filter((text) => /^command \d+ of 50 · event/.test(text ?? ''));
    expect(places).toEqual([18, 19, 20].map((n) => `command 31 of 50 · event ${n} of 21`));
    await page.keyboard.press('Escape');
    expect(await where(page)).toBe(before);
  });

  it('saves a PNG of twice the size', async () => {
    const page = await site.open('#v1=s.dentry.31');
    await ready(page);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.locator('kmem-export-sheet').locator('img').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as PNG' }).click(),
    ]);
    const bytes = await bytesOf(download);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1920);
  });

  it('draws a segment too large for single blocks', async () => {
    const page = await site.open('#v1=s.boot-trace');
    await ready(page);
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.locator('kmem-export-sheet').locator('img').waitFor();
    const natural = () =>
      page
        .locator('kmem-export-sheet')
        .locator('img')
        .evaluate((img: HTMLImageElement) => img.naturalWidth);
    await expect.poll(natural).toBe(960);
  });
});

describe('printing', () => {
  it('puts the present state and its events on paper, and nothing to press', async () => {
    const page = await site.open('#v1=s.dentry.31', { colorScheme: 'dark' });
    await ready(page);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    for (const part of ['kmem-story', 'kmem-header .tools', 'kmem-transport .buttons', 'nav']) {
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    }
    for (const part of ['kmem-picture', 'kmem-caches', 'kmem-ledger', 'kmem-events']) {
      expect(await page.locator(part).isVisible(), part).toBe(true);
    }
    const list = await page.locator('kmem-events .list').evaluate((element) => ({
      cut: element.scrollHeight - element.clientHeight,
      rows: element.querySelectorAll('.row').length,
    }));
    expect(list.rows).toBeGreaterThan(20);
    expect(list.cut).toBeLessThanOrEqual(1);
    const paper = await page
      .locator('kmem-app')
      .evaluate((app) => getComputedStyle(app).getPropertyValue('--kmem-paper').trim());
    expect(paper).toBe('#ffffff');
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
  });
});
