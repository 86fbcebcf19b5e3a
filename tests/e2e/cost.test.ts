/** What would my struct cost? */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { violations } from './looks.ts';
import { ready, type Site, startSite } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

test('what a struct would cost is answered as one types, and what cannot be is refused', async () => {
  const page = await site.open();
  await ready(page);
  await page.getByRole('button', { name: 'Cost of a struct' }).click();
  const sheet = page.locator('kmem-cost-sheet');
  await sheet.getByText('11 objects of 704 bytes in a slab of 8 KiB').first().waitFor();
  await sheet.getByLabel('size in bytes').fill('64');
  await sheet.getByText('64 objects of 64 bytes in a slab of 4 KiB').first().waitFor();
  await sheet.getByLabel('size in bytes').fill('0');
  await sheet.getByText('A size is a whole number of bytes').waitFor();
  expect(await violations(page)).toEqual([]);
});
