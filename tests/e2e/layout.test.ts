/** Every width, both themes, and what assistive technology finds. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { scrollWidth, stickingOut, violations } from './looks.ts';
import { ready, type Site, startSite } from './support.ts';

const widths = [320, 390, 820, 1440, 1920];

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

describe.each(widths)('%i pixels wide', (width) => {
  it('nothing scrolls sideways and every control is in reach', async () => {
    const page = await site.open('', { viewport: { width, height: width < 700 ? 700 : 900 } });
    await ready(page);
    expect(await scrollWidth(page)).toBeLessThanOrEqual(width);
    for (const part of width < 1120 ? ['Caches', 'Events', 'Bytes', 'Script'] : []) {
      const tab = page.getByRole('navigation').getByRole('button', { name: part });
      if (await tab.isVisible()) await tab.click();
      expect(await stickingOut(page), part).toEqual([]);
      expect(await scrollWidth(page), part).toBeLessThanOrEqual(width);
    }
    expect(await stickingOut(page)).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([
    ['on a desk', { width: 1440, height: 900 }],
    ['on a phone', { width: 390, height: 844 }],
  ])('axe finds nothing %s', async (_, viewport) => {
    const page = await site.open('', { colorScheme, viewport });
    await ready(page);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Help' }).click();
    expect(await violations(page)).toEqual([]);
  });

  it('axe finds nothing in the editor, the forms, the sheets and the embed', async () => {
    const page = await site.open('#v1=s.misuse', { colorScheme });
    await ready(page);
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'kmem_cache_create', exact: true }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Script', { exact: true }).fill('a = alloc_pages(\n');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await violations(page)).toEqual([]);
    for (const name of ['Examples', 'Share']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      expect(await violations(page), name).toEqual([]);
      await page.keyboard.press('Escape');
    }
    const embed = await site.open('embed.html?scenario=dentry&controls=full', { colorScheme });
    await ready(embed);
    expect(await violations(embed)).toEqual([]);
  });
});

it('the theme can be switched, and is remembered', async () => {
  const page = await site.open('', { colorScheme: 'light' });
  await ready(page);
  const paper = () =>
    page.locator('kmem-app').evaluate((app) => getComputedStyle(app).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: 'Dark theme' }).click();
  expect(await paper()).not.toBe(light);
  await page.reload();
  await ready(page);
  expect(await paper()).not.toBe(light);
  await page.getByRole('button', { name: 'Light theme' }).click();
  expect(await paper()).toBe(light);
});
