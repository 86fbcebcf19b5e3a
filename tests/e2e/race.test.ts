/** The race of the allocators, the history of the ledger, and why and why not. */
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

/** The first question loads its module, which takes a moment. */
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 15_000 });

const position = (page: Page) => page.locator('kmem-race .where').innerText();
const cell = (page: Page, who: string, key: string) =>
  page.locator(`kmem-race [data-contender=${who}] [data-cell=${key}]`).innerText();

async function race(path: string, options = {}): Promise<Page> {
  const page = await site.open(path, options);
  await page.locator('kmem-race .where').waitFor();
  return page;
}

describe('the race', () => {
  it('is reached from the header, runs from where the machine stands, and leads back', async () => {
    const page = await site.open('#v1=s.race-two-benefits.44');
    await ready(page);
    await page.getByRole('button', { name: 'Compare' }).click();
    await eventually(() => position(page)).toBe('command 44 of 273');
    // 42 objects of 192 bytes: to the byte; a page each; two slabs with their tails.
    expect(await cell(page, 'first_fit', 'inside')).toMatch(/^0 bytes/);
    expect(await cell(page, 'buddy', 'inside')).toMatch(/^160\.1 KiB/);
    expect(await cell(page, 'slab', 'inside')).toMatch(/^128 bytes/);
    for (const who of ['first_fit', 'buddy', 'slab']) {
      expect(await cell(page, who, 'payload'), who).toMatch(/^7\.9 KiB/);
    }
    await page.getByRole('button', { name: 'Next command' }).click();
    await eventually(() => page.evaluate(() => location.hash)).toMatch(/\.45&view=race&with=045$/);
    await page.getByRole('button', { name: 'Back to the machine' }).click();
    await waitFor(page, /command 45 of 273/);
  });

  it('stops at the first difference, and where only one refuses, with the reason', async () => {
    const page = await race('#v1=s.race-two-benefits&view=race');
    const answer = page.locator('kmem-race .answer');
    await page.getByRole('button', { name: 'Next difference' }).click();
    await eventually(() => answer.innerText()).toContain(
      'First fit puts the 192 bytes at 0xfc0, Buddy + slab at 0x1000',
    );
    await page.getByRole('button', { name: 'Next refusal' }).click();
    await eventually(() => answer.innerText()).toContain(
      'First fit serves the request for 33 KiB, Buddy + slab refuses it',
    );
    expect(await position(page)).toBe('command 217 of 273');
    expect(await page.locator('kmem-race [data-contender=slab] .did').innerText()).toMatch(
      /^Cannot: refused: 64 KiB needed, 56 KiB free/,
    );
  });

  it('takes contenders in and lets them go, down to two', async () => {
    const page = await race('#v1=s.churn-pages&view=race&with=05');
    const rows = page.locator('kmem-race [data-contender]');
    expect(await rows.count()).toBe(2);
    const chip = (name: string) => page.getByRole('button', { name, exact: true });
    expect(await chip('First fit').isDisabled()).toBe(true);
    for (const name of ['Best fit', 'Worst fit', 'Next fit', 'Buddy alone']) {
      await chip(name).click();
    }
    await eventually(() => rows.count()).toBe(6);
    await chip('First fit').click();
    await eventually(() => rows.count()).toBe(5);
    await eventually(() => page.evaluate(() => location.hash)).toMatch(/&with=12345$/);
  });

  it('is steered by the keyboard alone', async () => {
    const page = await site.open('#v1=s.textbook-21k');
    await ready(page);
    const compare = page.getByRole('button', { name: 'Compare' });
    for (let i = 0; i < 40 && !(await compare.evaluate((e) => e.matches(':focus'))); i += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.locator('kmem-race .where').waitFor();
    await page.keyboard.press('End');
    await eventually(() => position(page)).toMatch(/^command (\d+) of \1$/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await eventually(() => position(page)).toMatch(/^command 1 of/);
    const next = page.getByRole('button', { name: 'Next difference' });
    for (let i = 0; i < 40 && !(await next.evaluate((e) => e.matches(':focus'))); i += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('kmem-race .answer').innerText()).toContain(
      'First fit grants 21 KiB, Buddy + slab 32 KiB',
    );
    await page.keyboard.press('Escape');
    await waitFor(page, /command 3 of/);
  });

  it('draws every contender, and its curves to the end', async () => {
    const page = await race('#v1=s.boot-trace.900&view=race&with=012345');
    const painted = await page.locator('kmem-race kmem-race-strip').evaluateAll((strips) =>
      strips.map((strip) => {
        const canvas = strip.shadowRoot?.querySelector('canvas') as HTMLCanvasElement;
        const ctx = canvas.getContext('2d') as CanvasRenderingContext2D;
        const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set<string>();
        for (let i = 0; i < data.length; i += 4) {
          if ((data[i + 3] ?? 0) > 250) seen.add(data.slice(i, i + 3).join());
        }
        return seen.size;
      }),
    );
    expect(painted.length).toBe(6);
    for (const colours of painted) expect(colours).toBeGreaterThan(2);
    const curves = page.locator('kmem-race-plot').first().locator('path[class^=line]');
    await eventually(() => curves.count()).toBe(6);
    expect((await curves.first().getAttribute('d'))?.split('L').length).toBeGreaterThan(300);
  });

  it.each([
    ['light', 1440, 900],
    ['dark', 1024, 768],
    ['light', 390, 844],
    ['dark', 320, 640],
  ] as const)('is axe clean and fits: %s, %i × %i', async (colorScheme, width, height) => {
    const page = await race('#v1=s.race-two-benefits.218&view=race', {
      viewport: { width, height },
      colorScheme,
    });
    expect(await violations(page)).toEqual([]);
    expect(await stickingOut(page)).toEqual([]);
    expect(await scrollWidth(page)).toBeLessThanOrEqual(width);
  });
});

describe('why', () => {
  it('tells the causes of an event, and each leads to its place', async () => {
    const page = await site.open('#v1=s.dentry.5.8');
    await ready(page);
    await page.locator('kmem-events .why.now').click();
    const told = page.locator('kmem-why li');
    await eventually(() => told.count()).toBeGreaterThan(2);
    expect(await violations(page)).toEqual([]);
    const before = await where(page);
    await page.locator('kmem-why li button').first().click();
    await eventually(() => page.locator('kmem-why li button.followed').count()).toBe(1);
    expect(before).not.toBe('');
    await page.keyboard.press('Escape');
    await eventually(() => page.locator('kmem-events').count()).toBe(1);
  });

  it('tells why a block is where it is, and why two are not one', async () => {
    const page = await site.open('#v1=s.dentry.3');
    await ready(page);
    const cells = page.locator('kmem-picture .cell');
    await cells.locator('xpath=self::*[@data-pfn="0"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('kmem-object .why').click();
    await eventually(() => page.locator('kmem-why .list').innerText()).toContain(
      '21 KiB need 6 frames, and the next power of two is 8',
    );
    await cells.locator('xpath=self::*[@data-pfn="16"]').focus();
    await page.keyboard.press('Shift+Enter');
    await eventually(() => page.locator('kmem-why h2').innerText()).toBe('Why not one block?');
    expect(await page.locator('kmem-why .list').innerText()).toContain('Only free blocks merge');
  });
});

describe('the ledger', () => {
  it('shows its history in the place of its legend, and seeks in it', async () => {
    const page = await site.open('#v1=s.dentry.20');
    await ready(page);
    const before = await page.locator('kmem-ledger').boundingBox();
    await page.locator('kmem-ledger .toggle').click();
    const line = page.getByLabel('Every byte over time, by command');
    await line.waitFor();
    expect(await line.getAttribute('aria-valuetext')).toMatch(/^command 20 of 50: pages/);
    expect(await page.locator('kmem-ledger-history .order').count()).toBe(7);
    expect(await violations(page)).toEqual([]);
    await line.focus();
    await page.keyboard.press('ArrowLeft');
    await waitFor(page, /command 19 of 50/);
    expect(await page.locator('kmem-ledger').boundingBox()).toEqual(before);
  });

  it('leads from each part to the blocks that have it', async () => {
    const page = await site.open('#v1=s.dentry.20');
    await ready(page);
    await page.getByRole('button', { name: /^rounding inside blocks/ }).click();
    const title = page.locator('kmem-object h2');
    await eventually(() => title.innerText()).toMatch(/frame 0$/);
    await page.getByRole('button', { name: /^free pages/ }).click();
    await eventually(() => title.innerText()).toMatch(/frame 32$/);
    await page.getByRole('button', { name: /^free pages/ }).click();
    await eventually(() => title.innerText()).toMatch(/frame 16$/);
  });
});
