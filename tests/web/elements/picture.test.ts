import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, lastSent, openGallery, sent } from './open-gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

const cell = (page: Page, pfn: number) => page.locator(`kmem-picture .cell[data-pfn="${pfn}"]`);
const focused = (page: Page) =>
  page.evaluate(() => {
    const root = globalThis.gallery.element.renderRoot.querySelector('kmem-picture')?.shadowRoot;
    return (root?.activeElement as HTMLElement | null)?.dataset.pfn ?? null;
  });

/** Colour of the picture's canvas in the middle of a block, as [red, green, blue]. */
const colourAt = (page: Page, pfn: number) =>
  page.evaluate((head) => {
    const picture = globalThis.gallery.element.renderRoot.querySelector('kmem-picture');
    const canvas = picture?.shadowRoot?.querySelector<HTMLCanvasElement>('canvas.blocks');
    const box = picture?.anchorOf(head);
    const origin = canvas?.getBoundingClientRect();
    if (!canvas || !box || !origin) return [];
    const x = box.left - origin.left + 4;
    const y = box.top - origin.top + 4;
    const pixel = canvas.getContext('2d')?.getImageData(x, y, 1, 1).data;
    return [...(pixel ?? [])].slice(0, 3);
  }, pfn);

const inView = (page: Page, pfn: number) =>
  page.evaluate((frame) => {
    const picture = globalThis.gallery.element.renderRoot.querySelector('kmem-picture');
    return picture?.anchorOf(frame) !== null;
  }, pfn);

describe('the sketch', () => {
  test('is a grid in which every block, row and free list has its facts', async () => {
    const page = await gallery.open();
    const label = (selector: string) =>
      page.locator(`kmem-picture ${selector}`).first().getAttribute('aria-label');
    expect(await page.locator('kmem-picture .cell').count()).toBe(11);
    expect(await label('.cell[data-pfn="0"]')).toBe(
      'a: pages, frames 0–7, order 3, 32 KiB, asked for 21 KiB',
    );
    expect(await label('.header[data-order="0"]')).toBe(
      'order 0, 4 KiB: 1 free, 1 of pages, 2 of slabs',
    );
    const chips = await page.locator('kmem-picture .chip').allTextContents();
    expect(chips.map((text) => text.trim())).toEqual(['32', '24', '20', '18', '17']);
    await page.close();
  });

  test('a click selects; a second click, the button and Delete free pages', async () => {
    const page = await gallery.open();
    await cell(page, 8).click();
    expect(await lastSent(page)).toEqual(['kmem-select', { type: 'block', pfn: 8 }]);
    await cell(page, 8).click();
    expect(await lastSent(page)).toEqual(['kmem-free', { pfn: 8, offset: 0 }]);
    await page.getByRole('button', { name: 'Free b' }).click();
    await cell(page, 8).focus();
    await page.keyboard.press('Delete');
    expect((await sent(page)).filter(([name]) => name === 'kmem-free')).toHaveLength(3);
    await page.close();
  });

  test('free blocks and slabs are never freed', async () => {
    const page = await gallery.open();
    for (const pfn of [32, 16]) {
      await cell(page, pfn).click({ force: true });
      await cell(page, pfn).click({ force: true });
      await cell(page, pfn).focus();
      await page.keyboard.press('Delete');
    }
    const names = (await sent(page)).map(([name]) => name);
    expect(new Set(names)).toEqual(new Set(['kmem-select']));
    await page.close();
  });

  test('arrow keys walk addresses and rows, with one tab stop', async () => {
    const page = await gallery.open();
    await cell(page, 0).focus();
    const path: (string | null)[] = [];
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'End', 'ArrowDown', 'Home']) {
      await page.keyboard.press(key);
      await expect.poll(() => focused(page)).not.toBe(path.at(-1) ?? '0');
      path.push(await focused(page));
    }
    expect(path).toEqual(['8', '14', '16', '32', '24', '0']);
    expect(await page.locator('kmem-picture .cell[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await lastSent(page)).toEqual(['kmem-select', { type: 'block', pfn: 0 }]);
    await page.close();
  });

  test('a chip selects its block, a row header its order', async () => {
    const page = await gallery.open();
    await page.locator('kmem-picture .chip[data-pfn="24"]').click();
    expect(await cell(page, 24).getAttribute('aria-selected')).toBe('true');
    await page.locator('kmem-picture .header[data-order="3"]').click();
    expect(await lastSent(page)).toEqual(['kmem-select', { type: 'order', order: 3 }]);
    await page.close();
  });

  test('selecting moves nothing', async () => {
    const page = await gallery.open();
    const places = () =>
      page.evaluate(() => {
        const root = globalThis.gallery.element.renderRoot;
        const within = (tag: string, selector: string) => [
          ...(root.querySelector(tag)?.shadowRoot?.querySelectorAll(selector) ?? []),
        ];
        const parts = [
          ...root.querySelectorAll(
            'kmem-picture, kmem-caches, kmem-object, kmem-ledger, kmem-events',
          ),
          ...within('kmem-picture', '.row, .chip, canvas, .zoom'),
          ...within('kmem-caches', '.lane'),
        ];
        return parts.map((part) => JSON.stringify(part.getBoundingClientRect()));
      });
    const before = await places();
    await cell(page, 0).click();
    await cell(page, 17).click({ force: true });
    expect(await places()).toEqual(before);
    await page.close();
  });

  test('is repainted when the colours change', async () => {
    const page = await gallery.open();
    expect(await colourAt(page, 8)).toEqual([0x00, 0x72, 0xb2]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => colourAt(page, 8)).toEqual([0x4c, 0xa6, 0xde]);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    await expect.poll(() => colourAt(page, 8)).toEqual([0x00, 0x72, 0xb2]);
    await page.close();
  });

  test('on a phone shows the free list of the order that was tapped', async () => {
    const page = await gallery.open('', { viewport: { width: 390, height: 844 }, hasTouch: true });
    await page.locator('kmem-picture .header[data-order="5"]').tap();
    const list = page.getByRole('group', { name: 'Free list of order 5, head first' });
    expect(await list.getByRole('button').allTextContents()).toEqual([
      expect.stringContaining('32'),
    ]);
    await page.close();
  });
});

describe('a segment of 65,536 frames', () => {
  const many = 'scene=random&frames=65536';

  test('keeps few cells, and every block in reach of the keys', async () => {
    const page = await gallery.open(many);
    expect(await page.locator('kmem-picture .cell').count()).toBeLessThan(50);
    await page.locator('kmem-picture .cell[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await expect.poll(() => focused(page)).not.toBe('0');
    await page.close();
  });

  test('zooms by keys, wheel and buttons, and back out', async () => {
    const page = await gallery.open(many);
    const all = page.getByRole('button', { name: 'Show the whole segment' });
    expect(await all.isDisabled()).toBe(true);
    await page.locator('kmem-picture .cell[tabindex="0"]').focus();
    for (let i = 0; i < 11; i += 1) await page.keyboard.press('+');
    await expect.poll(() => inView(page, 65535)).toBe(false);
    await page.keyboard.press('0');
    await expect.poll(() => inView(page, 65535)).toBe(true);
    await expect.poll(() => all.isDisabled()).toBe(true);
    await page.mouse.move(900, 250);
    await page.mouse.wheel(0, -400);
    await expect.poll(() => all.isDisabled()).toBe(false);
    await all.click();
    await expect.poll(() => all.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(() => all.isDisabled()).toBe(false);
    await page.close();
  });
});

test('nothing was reported as an error', () => {
  expect(gallery.errors).toEqual([]);
});
