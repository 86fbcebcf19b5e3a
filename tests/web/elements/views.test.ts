import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, lastSent, openGallery } from './open-gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run(options: unknown): Promise<AxeResult> } })
      .axe;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const rules = { 'page-has-heading-one': { enabled: false } }; // the shell has the h1
    const result = await run.run({ runOnly: tags, rules });
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  });
}

interface AxeResult {
  violations: { id: string; nodes: { target: string[] }[] }[];
}

describe('accessibility', () => {
  const states = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active' }],
    ['phone', { viewport: { width: 390, height: 844 } }],
  ] as const;

  test.each(states)('no violations: %s, nothing selected and a slab open', async (_, options) => {
    const page = await gallery.open('', options);
    expect(await violations(page)).toEqual([]);
    await page.locator('kmem-caches .open[data-slab="16"]').click();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test('no violations: a block open, a large segment', async () => {
    const page = await gallery.open('scene=random&frames=65536');
    await page.locator('kmem-picture .cell').first().focus();
    await page.keyboard.press('Enter');
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});

describe('caches', () => {
  test('a card opens its slab; a dot is an object that a second click frees', async () => {
    const page = await gallery.open();
    const dots = page.locator('kmem-caches [data-card="12"] .dots');
    await dots.click({ position: { x: 15.5 + 4, y: 4 } });
    expect(await lastSent(page)).toEqual(['kmem-select', { type: 'object', pfn: 12, index: 1 }]);
    await dots.click({ position: { x: 15.5 + 4, y: 4 } });
    expect(await lastSent(page)).toEqual(['kmem-free', { pfn: 12, offset: 192 }]);
    await page.close();
  });

  test('the cache that is selected is lit', async () => {
    const page = await gallery.open();
    const name = page.getByRole('button', { name: 'dentry', exact: true });
    await name.click();
    expect(await lastSent(page)).toEqual(['kmem-select', { type: 'cache', cache: 13 }]);
    expect(await name.getAttribute('aria-pressed')).toBe('true');
    await page.close();
  });

  test('kmalloc classes without a slab are counted, not shown', async () => {
    const page = await gallery.open();
    expect(await page.locator('kmem-caches').getByText('kmalloc-8').count()).toBe(0);
    expect(await page.getByText('1 kmalloc class without a slab yet.').count()).toBe(1);
    await page.close();
  });

  test('anchors: the card of a slab, nothing for other frames', async () => {
    const page = await gallery.open();
    const anchors = await page.evaluate(() => {
      const caches = globalThis.gallery.element.renderRoot.querySelector('kmem-caches');
      return [caches?.anchorOf(16)?.width, caches?.anchorOf(17)];
    });
    expect(anchors[0]).toBeGreaterThan(100);
    expect(anchors[1]).toBeNull();
    await page.close();
  });
});

describe('the thread', () => {
  const path = (page: Page) =>
    page.locator('kmem-picture-thread path').getAttribute('d', { timeout: 5000 });

  test('leads from the slab that was touched to its card', async () => {
    const page = await gallery.open();
    const numbers = (await path(page))?.match(/-?[\d.]+/g)?.map(Number) ?? [];
    const [block, card, origin] = await page.evaluate(() => {
      const root = globalThis.gallery.element.renderRoot;
      return [
        root.querySelector('kmem-picture')?.anchorOf(16),
        root.querySelector('kmem-caches')?.anchorOf(16),
        root.querySelector('kmem-picture-thread')?.getBoundingClientRect(),
      ];
    });
    if (!block || !card || !origin) throw new Error('no anchors');
    expect(numbers.at(0)).toBeCloseTo(block.left + block.width / 2 - origin.left, 1);
    expect(numbers.at(1)).toBeCloseTo(block.bottom - origin.top, 1);
    expect(numbers.at(-2)).toBeGreaterThan(card.left - origin.left);
    expect(numbers.at(-2)).toBeLessThan(card.right - origin.left);
    expect(numbers.at(-1)).toBeCloseTo(card.top - origin.top, 1);
    await page.close();
  });

  test('is not there while the block is out of view', async () => {
    const page = await gallery.open();
    await path(page);
    await page.evaluate(() => {
      globalThis.gallery.element.renderRoot.querySelector('kmem-picture')?.show(0.5, 1);
    });
    await page.locator('kmem-picture-thread path').waitFor({ state: 'detached' });
    await page.close();
  });
});

describe('the opened object', () => {
  test('objects are walked with the arrow keys and freed with Delete', async () => {
    const page = await gallery.open();
    await page.locator('kmem-caches .open[data-slab="12"]').click();
    await page.locator('kmem-object .slot[data-index="0"]').click();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Delete');
    expect(await lastSent(page)).toEqual(['kmem-free', { pfn: 12, offset: 192 }]);
    await page.close();
  });

  test('tells the freelist in its order, and who holds what', async () => {
    const page = await gallery.open();
    await page.locator('kmem-caches .open[data-slab="16"]').click();
    const text = (await page.locator('kmem-object .chain').innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('freelist, head first: 1 → 2 → 3 →');
    await page.locator('kmem-object .slot[data-index="0"]').click();
    expect(await page.locator('kmem-object .head').innerText()).toContain('in use by d[22]');
    await page.close();
  });

  test('a block shows which bit its buddy differs in', async () => {
    const page = await gallery.open();
    await page.locator('kmem-picture .cell[data-pfn="8"]').click();
    await page.locator('kmem-object .bits').first().waitFor(); // loaded with the first selection
    expect(await page.locator('kmem-object .bits').allInnerTexts()).toEqual([
      '001000 = frame 8, this block',
      '001100 = frame 12, its buddy',
    ]);
    expect(await page.locator('kmem-object .bits b').allInnerTexts()).toEqual(['0', '1']);
    await page.close();
  });
});

test('the ledger names each part with its share, adding up to 100', async () => {
  const page = await gallery.open();
  const texts = await page.locator('kmem-ledger .legend li').allInnerTexts();
  const shares = texts.flatMap((text) => /([\d.]+) %/.exec(text)?.[1] ?? []);
  expect(shares).toHaveLength(8);
  expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(100, 5);
  await page.close();
});

describe('events', () => {
  test('a click on a sentence asks for its position', async () => {
    const page = await gallery.open();
    await page.getByRole('button', { name: 'split: frame 20 waits in order 2' }).click();
    expect(await lastSent(page)).toEqual(['kmem-seek', { command: 7, event: 6 }]);
    await page.close();
  });

  test('now is kept in view without moving the page', async () => {
    const page = await gallery.open('', { viewport: { width: 1440, height: 400 } });
    const places = await page.evaluate(async () => {
      const events = globalThis.gallery.element.renderRoot.querySelector('kmem-events');
      if (!events) return null;
      events.style.height = '150px';
      events.rows = Array.from({ length: 300 }, (_, index) => ({
        text: `event ${index}`,
        kind: 'look',
        state: index === 250 ? 'now' : index < 250 ? 'past' : 'next',
        position: { command: 0, event: index + 1 },
      }));
      await events.updateComplete;
      const list = events.shadowRoot?.querySelector('.list')?.getBoundingClientRect();
      const now = events.shadowRoot?.querySelector('.now')?.getBoundingClientRect();
      return { list, now, scroll: scrollY };
    });
    expect(places?.scroll).toBe(0);
    expect(places?.now?.top).toBeGreaterThanOrEqual(places?.list?.top ?? Infinity);
    expect(places?.now?.bottom).toBeLessThanOrEqual(places?.list?.bottom ?? -Infinity);
    await page.close();
  });
});

test('nothing was reported as an error', () => {
  expect(gallery.errors).toEqual([]);
});
