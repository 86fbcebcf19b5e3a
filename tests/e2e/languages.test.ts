/** Languages: chosen, linked, kept, and every one of them lays out; nothing in a message is markup. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { scrollWidth, stickingOut, violations } from './looks.ts';
import { ready, type Site, startSite, where } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

const lang = (page: Page) => page.evaluate(() => document.documentElement.lang);

describe('a language', () => {
  it('is chosen in the header, without losing the place, and remembered', async () => {
    const page = await site.open('');
    await ready(page);
    expect(await lang(page)).toBe('en');
    await page.getByLabel('Language').selectOption('de');
    await expect.poll(() => where(page)).toMatch(/^Befehl 31 von 50 · Ereignis 21 von 21/);
    expect(await lang(page)).toBe('de');
    expect(await page.locator('kmem-events .row.now').innerText()).toContain(
      'wechselt von leer nach teilbelegt',
    );
    await expect.poll(() => page.url()).toContain('&lang=de');
    await page.goto(site.url);
    await expect.poll(() => lang(page)).toBe('de');
    await page.getByLabel('Sprache').selectOption('en');
    await expect.poll(() => where(page)).toMatch(/^command/);
  });

  it('is in the link, behind the place or instead of it, and in the query', async () => {
    for (const path of ['#v1=s.dentry.7.2&lang=es', '#lang=es', '?lang=es']) {
      const page = await site.open(path);
      await expect.poll(() => lang(page)).toBe('es');
      await expect.poll(() => where(page)).toMatch(/^orden \d+ de 50/);
      if (path.includes('7.2')) expect(await where(page)).toMatch(/^orden 8 de 50 · evento 2 de/);
    }
  });

  it('is the one the browser prefers, if nobody chose; an unknown one is English', async () => {
    const chinese = await site.open('', { locale: 'zh-CN' });
    await expect.poll(() => lang(chinese)).toBe('zh-Hans');
    await expect.poll(() => where(chinese)).toContain('命令 31/50');
    expect(chinese.url()).not.toContain('lang=');
    const french = await site.open('', { locale: 'fr-FR' });
    await ready(french);
    expect(await lang(french)).toBe('en');
  });

  it('reaches the sheets, the editor and what is wrong with a script', async () => {
    const page = await site.open('?lang=de');
    await expect.poll(() => lang(page)).toBe('de');
    await page.getByRole('button', { name: 'Hilfe' }).click();
    await page.getByText('Von links nach rechts läuft die Adresse').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Ändern' }).click();
    await page.getByLabel('Skript', { exact: true }).fill('a = alloc_pages(\n');
    await page.getByRole('button', { name: 'Ausführen' }).click();
    await page.getByText('Hier fehlt eine Zahl').first().waitFor();
  });

  it('says why a request was refused', async () => {
    const page = await site.open('#v1=s.oom-exhaustion&lang=es');
    await expect.poll(() => lang(page)).toBe('es');
    await expect.poll(() => where(page)).toMatch(/^inicio/);
    await page.keyboard.press('End');
    const rows = page.locator('kmem-events .row');
    for (
      let back = 0;
      back < 20 && !(await rows.allInnerTexts()).join().includes('rechazada, memoria');
      back += 1
    ) {
      await page.keyboard.press('Shift+ArrowLeft');
      await page.waitForTimeout(50);
    }
    const reason = page.locator('kmem-events .refusal');
    await expect.poll(() => reason.innerText()).toContain('OOM killer');
  });

  it('is an attribute of the element; two elements speak as each was told', async () => {
    const page =
      await site.openElsewhere(`<!doctype html><html lang="de"><title>t</title><link rel="icon" href="data:," />
      <script type="module" src="${site.url}kmem-playground.js"></script>
      <kmem-playground id="a" scenario="dentry" step="31"></kmem-playground>
      <kmem-playground id="b" scenario="dentry" step="31" lang="zh"></kmem-playground></html>`);
    const place = (id: string) => page.locator(`#${id} kmem-transport .where`).innerText();
    await expect.poll(() => place('a')).toContain('Befehl 31 von 50');
    await page.locator('#b').scrollIntoViewIfNeeded();
    await expect.poll(() => place('b')).toContain('命令 31/50');
    await page.locator('#b').evaluate((element) => element.setAttribute('lang', 'es'));
    await expect.poll(() => place('b')).toContain('orden 31 de 50');
    expect(await place('a')).toContain('Befehl 31 von 50');
  });

  it('is in the address of the embed', async () => {
    const page = await site.open('embed.html?scenario=dentry&lang=es');
    await expect.poll(() => page.locator('kmem-transport .where').innerText()).toContain('inicio');
    expect(await lang(page)).toBe('es');
  });
});

const pseudo = ['double', 'long', 'rtl', 'xss'];

describe.each([...pseudo, 'de', 'es', 'zh'])('%s', (language) => {
  it.each([390, 820, 1440])('lays out at %i pixels', async (width) => {
    const page = await site.open(`?lang=${language}`, { viewport: { width, height: 900 } });
    await expect.poll(() => page.locator('kmem-events').count()).toBe(1);
    await page.locator('kmem-picture .cell').first().waitFor({ state: 'attached' });
    const tabs = page.getByRole('navigation').getByRole('button');
    for (let tab = 0; tab < (width < 1120 ? await tabs.count() : 1); tab += 1) {
      if (width < 1120 && (await tabs.nth(tab).isVisible())) await tabs.nth(tab).click();
      expect(await stickingOut(page), `part ${tab}`).toEqual([]);
      expect(await scrollWidth(page), `part ${tab}`).toBeLessThanOrEqual(width);
    }
  });
});

/** Elements that no part of the page has, in every shadow root. */
const foreign = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.matches('img, [onerror]')) found.push(element.outerHTML);
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return [...found, ...('xss' in window ? ['a script ran'] : [])];
  });

it('markup in messages is shown, never interpreted', async () => {
  const page = await site.open('?lang=xss');
  await page.locator('kmem-caches').getByText('Caches<img src=x').waitFor();
  expect(await foreign(page)).toEqual([]);
  for (const name of ['Examples', 'Share', 'Help']) {
    await page.getByRole('button', { name }).first().click();
    await page.getByRole('dialog').getByText('<img src=x').first().waitFor();
    expect(await foreign(page), name).toEqual([]);
    await page.keyboard.press('Escape');
  }
});

it('from right to left, addresses still run from left to right, and axe finds nothing', async () => {
  const page = await site.open('?lang=rtl');
  await page.locator('kmem-picture .cell').first().waitFor({ state: 'attached' });
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  const places = await page.locator('kmem-picture .cell').evaluateAll((cells) =>
    cells
      .map((cell) => ({
        pfn: Number((cell as HTMLElement).dataset.pfn),
        left: cell.getBoundingClientRect().left,
      }))
      .sort((a, b) => a.pfn - b.pfn)
      .map(({ left }) => left),
  );
  expect(places.length).toBeGreaterThan(5);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  const drawn = await page.locator('kmem-picture .lane').boundingBox();
  const cells = await page.locator('kmem-picture .cells').first().boundingBox();
  expect(drawn?.x).toBeCloseTo(cells?.x ?? -1, 0);
  const story = await page.locator('kmem-story').boundingBox();
  expect(story?.x).toBeGreaterThan(drawn?.x ?? 9999);
  expect(await violations(page)).toEqual([]);
});
