/** For everyone: targets large enough, 400 % zoom, the reader's own colours, a text for each picture. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { scrollWidth, stickingOut, violations } from './looks.ts';
import { ready, type Site, startSite, waitFor, where } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

/**
 * Controls smaller than 24 × 24 pixels, in every shadow root. Blocks and objects are as large as what
 * they stand for, which WCAG 2.5.8 calls essential; each can be reached as a chip, card or key too.
 */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const small: string[] = [];
    const essential = '.cell, .slot, input[type="range"], [hidden]';
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        if (!element.matches('button, select, input, textarea, a[href]')) continue;
        if (element.matches(essential) || !element.checkVisibility()) continue;
        const target = element.matches('input[type="checkbox"]')
          ? (element.closest('label') ?? element)
          : element;
        const { width, height } = target.getBoundingClientRect();
        if (width > 0 && (width < 23.99 || height < 23.99)) {
          small.push(`${element.outerHTML.slice(0, 90)} ${width} × ${height}`);
        }
      }
    };
    visit(document);
    return small;
  });
}

describe.each([
  [1440, 900],
  [820, 1000],
  [390, 844],
])('targets at %i × %i', (width, height) => {
  it('are at least 24 pixels, on the page and in its sheets', async () => {
    const page = await site.open('#v1=s.dentry.31', { viewport: { width, height } });
    await ready(page);
    expect(await smallTargets(page)).toEqual([]);
    const tabs = page.getByRole('navigation').getByRole('button');
    for (let tab = 0; tab < (width < 1120 ? await tabs.count() : 0); tab += 1) {
      if (await tabs.nth(tab).isVisible()) await tabs.nth(tab).click();
      expect(await smallTargets(page), `part ${tab}`).toEqual([]);
    }
    for (const name of ['Examples', 'Share', 'Help']) {
      await page.getByRole('button', { name, exact: true }).first().click();
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(200);
      expect(await smallTargets(page), name).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });
});

it('at 400 % zoom everything is still there, without scrolling sideways', async () => {
  const page = await site.open('#v1=s.dentry.31', { viewport: { width: 320, height: 256 } });
  await ready(page);
  expect(await scrollWidth(page)).toBeLessThanOrEqual(320);
  expect(await stickingOut(page)).toEqual([]);
  const before = await where(page);
  await page.getByRole('button', { name: 'Back one event' }).click();
  await waitFor(page, /back/);
  expect(await where(page)).not.toBe(before);
  for (const name of ['Caches', 'Events', 'Bytes', 'Script']) {
    const tab = page.getByRole('navigation').getByRole('button', { name });
    await tab.scrollIntoViewIfNeeded();
    await tab.click();
    expect(await scrollWidth(page), name).toBeLessThanOrEqual(320);
  }
});

it('in the colours of the reader axe finds nothing, and patterns stay', async () => {
  const page = await site.open('#v1=s.dentry.31', { forcedColors: 'active' });
  await ready(page);
  expect(await violations(page)).toEqual([]);
  expect(await page.locator('kmem-caches .swatch .tile').count()).toBeGreaterThan(0);
  const outline = await page
    .locator('kmem-caches .card.now')
    .first()
    .evaluate((card) => getComputedStyle(card).outlineStyle);
  expect(outline).toBe('solid');
});

it('every picture has a text twin', async () => {
  const page = await site.open('#v1=s.dentry.31');
  await ready(page);
  const grid = page.getByRole('grid', { name: 'Blocks by order and address' });
  const cells = await grid
    .getByRole('gridcell')
    .evaluateAll((all) =>
      all.map((cell) => cell.getAttribute('aria-label')).filter((label) => label !== null),
    );
  expect(cells).toContain('a: pages, frames 0–7, order 3, 32 KiB, asked for 21 KiB');
  expect(cells).toContain('dentry: slab, frame 12, order 0, 4 KiB');
  const drawn = await page.evaluate(() => {
    const bare: string[] = [];
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        if (!element.matches('canvas, svg, img')) continue;
        const hidden = element.closest('[aria-hidden="true"]');
        const named = element.hasAttribute('aria-label') || element.hasAttribute('alt');
        const host = (element.getRootNode() as ShadowRoot).host as Element | undefined;
        if (!hidden && !named && host?.getAttribute('aria-hidden') !== 'true') {
          bare.push(element.outerHTML.slice(0, 80));
        }
      }
    };
    visit(document);
    return bare;
  });
  expect(drawn).toEqual([]);
});
