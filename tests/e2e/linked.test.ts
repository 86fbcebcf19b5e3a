/** One selection in every view, and one space from the segment down to a byte. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violations } from './looks.ts';
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
  for (let step = 0; step < 16; step += 1) await page.keyboard.press('-');
  expect(await scale.innerText()).toBe('the segment');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show the whole segment' }).waitFor();
  await page.mouse.move(5, 5);
  await expect.poll(() => picture(page, 'blocks')).toBe(whole);
});
