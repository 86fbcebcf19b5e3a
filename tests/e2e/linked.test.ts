/** One selection in every view, and one space from the segment down to a byte. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { stickingOut, violations } from './looks.ts';
import { ready, type Site, startSite } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

const picture = (page: Page, name: string) =>
  page
    .locator(`kmem-picture canvas.${name}`)
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

it('what is pointed at is lit in the picture, the free lists, the cards and the events', async () => {
  const page = await site.open('#v1=s.dentry.31');
  await ready(page);
  const still = await picture(page, 'marks');
  const row = page.locator('kmem-events .row', { hasText: 'frame 16 is handed out' }).first();
  await row.hover();
  await page.locator('kmem-caches [data-card="16"].pointed').waitFor();
  await expect.poll(() => picture(page, 'marks')).not.toBe(still);
  await page.locator('kmem-caches [data-card="12"]').hover();
  await expect.poll(() => page.locator('kmem-caches [data-card="16"].pointed').count()).toBe(0);
  expect(await page.locator('kmem-caches [data-card="12"].pointed').count()).toBe(1);
  await page.locator('kmem-caches [data-card="16"]').hover();
  await expect.poll(() => page.locator('kmem-events .row.pointed').count()).toBeGreaterThan(2);
  await page.locator('kmem-picture .chip[data-pfn="24"]').hover();
  await expect
    .poll(() => page.locator('kmem-events .row.pointed').allInnerTexts())
    .toEqual([expect.stringContaining('24')]);
  await page.mouse.move(5, 5);
  await expect.poll(() => picture(page, 'marks')).toBe(still);
});

it('zooms out to the machine and the memory hierarchy, and back in, with keys alone', async () => {
  const page = await site.open('#v1=s.dentry.31');
  await ready(page);
  const scale = page.locator('kmem-picture .scale-name');
  const out = page.getByRole('button', { name: 'Zoom out' });
  await expect.poll(() => out.isEnabled(), { timeout: 15_000 }).toBe(true);
  await page.locator('kmem-picture .cell[tabindex="0"]').focus();
  await page.keyboard.press('-');
  await expect.poll(() => scale.innerText()).toBe('the machine');
  const around = page.locator('kmem-surroundings');
  const books = around.locator('table');
  await expect.poll(() => books.innerText()).toMatch(/this segment\s+\S.* in use, .* free/);
  await expect.poll(() => books.innerText()).toMatch(/all of it\s+8 GiB/);
  expect(await violations(page)).toEqual([]);
  // What the machine does goes on: the books of the segment follow.
  const before = await books.innerText();
  await page.keyboard.press('Home');
  await expect.poll(() => books.innerText()).not.toBe(before);
  await page.keyboard.press('-');
  await expect.poll(() => scale.innerText()).toBe('the memory hierarchy');
  await expect.poll(() => out.isDisabled()).toBe(true);
  const levels = await around.locator('.name').allInnerTexts();
  expect(levels.map((level) => level.replace(/\s*\d.*$/s, ''))).toEqual([
    'cache memory',
    'memory',
    'disk storage',
    'removable storage',
  ]);
  expect(await violations(page)).toEqual([]);
  expect(await stickingOut(page)).toEqual([]);
  await page.keyboard.press('+');
  await expect.poll(() => scale.innerText()).toBe('the machine');
  await page.keyboard.press('+');
  await expect.poll(() => scale.innerText()).toBe('the segment');
  expect(await page.locator('kmem-picture .cell:focus').count()).toBe(1);
  expect(await around.count()).toBe(0);
});

it('zooms from the segment to single bytes and back, with keys alone', async () => {
  const page = await site.open('#v1=s.dentry.31');
  await ready(page);
  await page.waitForTimeout(500);
  const whole = await picture(page, 'blocks');
  await page.getByRole('button', { name: /slab at frame 12:/ }).press('Enter');
  const cell = page.locator('kmem-picture .cell[data-pfn="12"]');
  await cell.focus();
  const scales: string[] = [];
  const pictures = new Set<string>();
  const scale = page.locator('kmem-picture .scale-name');
  for (let step = 0; step < 14; step += 1) {
    scales.push(await scale.innerText());
    pictures.add(await picture(page, 'blocks'));
    await page.keyboard.press('+');
    await page.waitForTimeout(60);
  }
  expect([...new Set(scales)]).toEqual([
    'the segment',
    'a few blocks',
    'slabs and pages',
    'objects',
    'bytes',
  ]);
  expect(pictures.size).toBeGreaterThan(8);
  expect(await page.getByRole('button', { name: 'Zoom in' }).isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
  for (let step = 0; step < 40 && (await scale.innerText()) !== 'the segment'; step += 1) {
    await page.keyboard.press('-');
    await page.waitForTimeout(30);
  }
  await page.keyboard.press('Escape');
  await page.mouse.move(5, 5);
  await expect.poll(() => picture(page, 'blocks')).toBe(whole);
});
