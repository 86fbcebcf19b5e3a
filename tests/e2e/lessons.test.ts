/**
 * Every lesson in every language, played to its end by script: desktop and phone, light and dark,
 * reduced motion. One page for all lessons of a play, as a learner has it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CourseModule } from '../../web/src/engine/types.ts';
import { loadBuiltCourse } from '../wasm/engine.ts';
import { LessonPlayer, languages, lessonFiles } from './lesson-player.ts';
import { type Site, startSite } from './support.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const axeSource = readFileSync(axePath, 'utf8');

let site: Site;
let course: CourseModule;
beforeAll(async () => {
  [site, course] = await Promise.all([startSite(), loadBuiltCourse()]);
});
afterAll(() => site.close());

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const screens: readonly (readonly [string, BrowserContextOptions])[] = [
  ['desktop, light', { viewport: desktop, colorScheme: 'light' }],
  ['desktop, dark', { viewport: desktop, colorScheme: 'dark' }],
  ['phone, light', { viewport: phone, colorScheme: 'light' }],
  ['phone, dark', { viewport: phone, colorScheme: 'dark' }],
];
const plays = languages.flatMap((language) =>
  screens.map(([screen, options]) => ({ language, screen, options })),
);

/** What axe finds: rule, and the first element it is about. */
function violations(page: Page): Promise<unknown[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Rule[] }> } };
    interface Rule {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary]);
  });
}

/** Parts of the text that are wider than their place. */
function sticking(page: Page): Promise<string[]> {
  return page
    .locator('kmem-lesson .text, kmem-lesson .text .card')
    .evaluateAll((parts) =>
      parts
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map(({ textContent }) => textContent?.slice(0, 80) ?? ''),
    );
}

describe.each(plays)('$language, $screen', ({ language, screen, options }) => {
  const hands = language === 'en' && screen === 'desktop, light';
  let page: Page;
  beforeAll(async () => {
    page = await site.open(`#lesson=1&lang=${language}`, { ...options, reducedMotion: 'reduce' });
    await page.locator('kmem-lesson h1').waitFor();
    await page.evaluate(axeSource);
  });
  afterAll(() => site.check());

  it.each(lessonFiles)('%s', async (file) => {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `#lesson=${Number(file.slice(0, 2))}&lang=${language}`,
    );
    await new LessonPlayer(page, file, course, hands, language).play();
    expect(await violations(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide, 'scrolls sideways').toBe(false);
    expect(await sticking(page)).toEqual([]);
  });
});
