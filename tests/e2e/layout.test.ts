/** Every width, both themes, and what assistive technology finds. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ready, type Site, startSite } from './support.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
const widths = [320, 390, 820, 1440, 1920];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

/** Violations as text: rule, and the elements it is about. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async (tags) => {
    const axe = (globalThis as unknown as { axe: { run(...a: unknown[]): Promise<unknown> } }).axe;
    const { violations } = (await axe.run(document, { runOnly: tags })) as {
      violations: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[];
    };
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`,
      ),
    );
  }, tags);
}

/** Controls that stick out to the right, in every shadow root, unless their part scrolls. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    const scrolls = (element: Element) => {
      const overflow = getComputedStyle(element).overflowX;
      return overflow === 'auto' || overflow === 'scroll';
    };
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot && !scrolls(element)) visit(element.shadowRoot);
        if (!element.matches('button, input, select, h1, h2')) continue;
        let scroller: Element | null = element.parentElement;
        while (scroller && !scrolls(scroller)) scroller = scroller.parentElement;
        const { right, width } = element.getBoundingClientRect();
        const hidden = getComputedStyle(element).opacity === '0';
        if (width > 0 && right > innerWidth + 0.5 && !scroller && !hidden) {
          out.push(`${element.outerHTML.slice(0, 80)} ends at ${right}`);
        }
      }
    };
    visit(document);
    return out;
  });
}

describe.each(widths)('%i pixels wide', (width) => {
  it('nothing scrolls sideways and every control is in reach', async () => {
    const page = await site.open('', { viewport: { width, height: width < 700 ? 700 : 900 } });
    await ready(page);
    const scrollWidth = () =>
      page.evaluate(() => {
        const app = document.querySelector('kmem-app')?.shadowRoot?.querySelector('.app');
        return Math.max(document.documentElement.scrollWidth, app?.scrollWidth ?? 0);
      });
    expect(await scrollWidth()).toBeLessThanOrEqual(width);
    for (const part of width < 1120 ? ['Caches', 'Events', 'Bytes', 'Script'] : []) {
      const tab = page.getByRole('navigation').getByRole('button', { name: part });
      if (await tab.isVisible()) await tab.click();
      expect(await stickingOut(page), part).toEqual([]);
      expect(await scrollWidth(), part).toBeLessThanOrEqual(width);
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
