/** Every scenario of the gallery, to its end and back to its start, without a word of complaint. */
import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ready, type Site, startSite, waitFor, where } from './support.ts';

const names = readdirSync(new URL('../../web/scenarios/', import.meta.url))
  .filter((name) => name.endsWith('.kmem'))
  .map((name) => name.replace('.kmem', ''));

/** Commands stepped through one by one; the rest of a long scenario in one go. */
const stepped = 40;

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

describe.each(names)('%s', (name) => {
  it('goes to its end and back', async () => {
    const page = await site.open(`#v1=s.${name}`);
    await ready(page);
    expect(await where(page)).toMatch(/^start/);
    const commands = Number(/of ([\d,]+)/.exec(await where(page))?.[1]?.replace(',', ''));
    for (let i = 0; i < Math.min(stepped, commands); i += 1) {
      await page.keyboard.press('Shift+ArrowRight');
    }
    await waitFor(page, new RegExp(`^command ${Math.min(stepped, commands)} of`));
    await page.keyboard.press('End');
    await waitFor(page, /^command ([\d,]+) of \1 · event (\d+) of \2/);
    const end = await page.evaluate(() => location.hash);
    for (let i = 0; i < 12; i += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Home');
    await waitFor(page, /^start/);
    expect(end).toContain(`#v1=s.${name}`);
  });
});

it('nothing on the page moves between two steps', async () => {
  const page = await site.open('#v1=s.dentry.29');
  await ready(page);
  const places = () =>
    page.evaluate(() => {
      const root = document.querySelector('kmem-app')?.shadowRoot;
      const parts = [
        ...(root?.querySelectorAll('header, section, kmem-story, kmem-transport') ?? []),
      ];
      const lower = [...(root?.querySelectorAll('.lower > *') ?? [])];
      return [...parts, ...lower].map((part) => {
        const { x, y, width, height } = part.getBoundingClientRect();
        return [part.localName, x, y, width, height].join(' ');
      });
    });
  const before = await places();
  for (let i = 0; i < 45; i += 1) {
    await page.keyboard.press('ArrowRight');
    expect(await places()).toEqual(before);
  }
});

it('the page opens on an example at rest, in the middle of both allocators', async () => {
  const page = await site.open();
  await ready(page);
  expect(await where(page)).toMatch(/^command 31 of/);
  await expect(page.locator('kmem-script li[aria-current] button').innerText()).resolves.toBe(
    'd[22] = kmem_cache_alloc(dentry)',
  );
  await page.waitForTimeout(1200);
  expect(await where(page)).toMatch(/^command 31 of/);
});

it('playing takes one event after the other, and stops on demand', async () => {
  const page = await site.open('#v1=s.dentry');
  await ready(page);
  await page.getByRole('button', { name: 'Play' }).click();
  await waitFor(page, /^command 1 of \d+ · event 2 of/);
  await page.getByRole('button', { name: 'Pause' }).click();
  const at = await where(page);
  await page.waitForTimeout(1200);
  expect(await where(page)).toBe(at);
});
