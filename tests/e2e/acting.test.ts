/** A reader does things: by keyboard alone, by clicking, by typing, by opening files. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ready, type Site, scriptOf, startSite, waitFor, where } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

/** The boot trace, unpacked into a file. */
function boot(): string {
  const directory = mkdtempSync(join(tmpdir(), 'kmem-boot-'));
  const path = join(directory, 'boot.txt');
  const packed = readFileSync(new URL('../data/boot-kmem.txt.gz', import.meta.url));
  writeFileSync(path, gunzipSync(packed));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return path;
}

const toast = (page: Page) => page.locator('kmem-toast [role=status]');

describe('by keyboard alone', () => {
  it('the page can be walked through', async () => {
    const page = await site.open('#v1=s.dentry');
    await ready(page);
    await page.keyboard.press('ArrowRight');
    await waitFor(page, /^command 1 of \d+ · event 1 of \d+ · forward/);
    await page.keyboard.press('ArrowLeft');
    await waitFor(page, /^start/);
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    await waitFor(page, /^command 2 of/);
    await page.keyboard.press('[');
    await waitFor(page, /^command 1 of .* back$/);

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Help' }).waitFor();
    await page.keyboard.press('ArrowRight'); // belongs to the sheet now
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await waitFor(page, /^command 1 of/);

    await page.keyboard.press('/');
    await page.keyboard.type('x = alloc_pages(1) # ]?');
    await waitFor(page, /^command 1 of/);
    await page.keyboard.press('Enter');
    await waitFor(page, /^command 2 of 2/);
    await page.keyboard.press('ArrowUp');
    expect(await page.getByLabel('Command', { exact: true }).inputValue()).toBe(
      'x = alloc_pages(1) # ]?',
    );
    expect(await scriptOf(page)).toContain('\nx = alloc_pages(1) # ]?\n');
  });

  it('every control can be reached with Tab', async () => {
    const page = await site.open();
    await ready(page);
    const seen = new Set<string>();
    for (let i = 0; i < 120; i += 1) {
      await page.keyboard.press('Tab');
      seen.add(
        await page.evaluate(() => {
          let focused = document.activeElement;
          while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
          return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? '';
        }),
      );
    }
    const names = ['Examples', 'Share', 'Help', 'Next event', 'Play', 'Time', 'Command', 'Edit'];
    for (const name of names) expect([...seen], name).toContain(name);
  });

  it('single-character keys can be switched off', async () => {
    const page = await site.open('#v1=s.dentry');
    await ready(page);
    await page.keyboard.press('?');
    await page.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    for (const key of [']', '?', ' ']) await page.keyboard.press(key);
    expect(await where(page)).toMatch(/^start/);
    await page.keyboard.press('ArrowRight');
    await waitFor(page, /^command 1/);
  });

  it('the line of time is a slider that says where it stands', async () => {
    const page = await site.open('#v1=s.dentry');
    await ready(page);
    const time = page.getByRole('slider', { name: 'Time' });
    await time.focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowRight');
    await waitFor(page, /^command 2 of \d+ · event 1/);
    expect(await time.getAttribute('aria-valuetext')).toMatch(/^command 2 of \d+, event 1 of/);
  });
});

it('the present sentence is spoken once, by one live region', async () => {
  const page = await site.open('#v1=s.dentry');
  await ready(page);
  await page.keyboard.press('ArrowRight');
  await waitFor(page, /^command 1/);
  const spoken = await page.locator('[aria-live]').allInnerTexts();
  expect(spoken.filter((text) => text !== '')).toEqual([
    'a = alloc_pages(bytes=21K), event 1 of 11: request: pages for 21 KiB',
  ]);
});

describe('by clicking', () => {
  it('a block is selected and then freed; Undo brings back what that dropped', async () => {
    const page = await site.open('#v1=s.dentry.31');
    await ready(page);
    const block = async () => {
      const box = await page.locator('kmem-picture .cell[data-pfn="8"]').boundingBox();
      if (!box) throw new Error('frame 8 is not in the picture');
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    };
    await block();
    await page
      .locator('kmem-object')
      .getByText(/frame 8/)
      .first()
      .waitFor();
    await block();
    await expect.poll(() => toast(page).innerText()).toMatch(/The 19 commands that followed/);
    await waitFor(page, /^command 32 of 32/);
    expect(await scriptOf(page)).toMatch(/\nfree_pages\(b\)\n$/);
    await toast(page).getByRole('button', { name: 'Undo' }).click();
    await waitFor(page, /^command 31 of 50/);
    expect(await page.evaluate(() => location.hash)).toBe('#v1=s.dentry.31');
  });

  it('a line of the script leads to the moment after it has run', async () => {
    const page = await site.open('#v1=s.dentry');
    await ready(page);
    await page.getByRole('button', { name: 'c = alloc_pages(1)' }).click();
    await waitFor(page, /^command 25 of/);
  });

  it('a form makes a command', async () => {
    const page = await site.open('#v1=s.dentry.3');
    await ready(page);
    await page.getByRole('button', { name: 'kmalloc', exact: true }).click();
    await page.locator('kmem-command-bar input[name=bytes]').fill('1000');
    await page.locator('kmem-command-bar').getByRole('button', { name: 'Run' }).click();
    await waitFor(page, /^command 4 of 4/);
    expect(await scriptOf(page)).toContain('k1 = kmalloc(1000)');
  });
});

describe('a wrong script', () => {
  it('is told by line and column beside it, and nothing is lost', async () => {
    const page = await site.open();
    await ready(page);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const editor = page.getByLabel('Script', { exact: true });
    await editor.fill('memory 64 frames\na = alloc_pages(3)\nb = alloc_pages(bogus)\n');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const problem = page.locator('kmem-editor .problems');
    expect(await problem.innerText()).toMatch(/line 3, column 17/);
    expect(await problem.innerText()).toContain('bogus');
    expect(await page.locator('kmem-editor .beside').count()).toBe(1);
    expect(await where(page)).toMatch(/^command 31 of 50/);
    await editor.fill('memory 64 frames\na = alloc_pages(3)\n');
    expect(await problem.count()).toBe(0);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await waitFor(page, /^start · before command 1 of 1/);
  });

  it('typed as a command changes nothing', async () => {
    const page = await site.open();
    await ready(page);
    await page.keyboard.press('/');
    await page.keyboard.type('b = alloc_pages(');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('kmem-command-bar .problem').innerText())
      .toMatch(/column \d+/);
    expect(await where(page)).toMatch(/^command 31 of 50/);
    expect(await page.getByLabel('Command', { exact: true }).inputValue()).toBe('b = alloc_pages(');
  });
});

describe('files', () => {
  it('a dropped script opens', async () => {
    const page = await site.open();
    await ready(page);
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      const text = 'title "Dropped"\nmemory 16 frames\na = alloc_pages(1)\n';
      dataTransfer.items.add(new File([text], 'dropped.kmem'));
      dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }));
      dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    });
    await waitFor(page, /before command 1 of 1/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Dropped');
  });

  it('what is no text is refused', async () => {
    const page = await site.open();
    await ready(page);
    const buffer = Buffer.from([0, 1, 2, 3]);
    const file = { name: 'a.bin', mimeType: 'application/octet-stream', buffer };
    await page.locator('#file').setInputFiles(file);
    await expect.poll(() => toast(page).innerText()).toContain('a.bin is not a text file.');
    expect(await where(page)).toMatch(/^command 31/);
  });

  it('a real kernel trace is recognised, imported and reported, in slices', async () => {
    const trace = boot();
    const page = await site.open();
    await ready(page);
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
      }).observe({ type: 'longtask' });
    });
    await page.locator('#file').setInputFiles(trace);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('kmem-busy').waitFor({ state: 'detached' });
    expect(await where(page)).toMatch(/^command 31/); // called off: as if nothing had been

    await page.locator('#file').setInputFiles(trace);
    const dialog = page.getByRole('dialog', { name: 'boot.txt' });
    await dialog.waitFor({ timeout: 60_000 });
    expect(await page.locator('kmem-dialog .report').innerText()).toMatch(/events/);
    await page.keyboard.press('Escape');
    await waitFor(page, /before command 1 of [\d,]{5,}/);
    await page.keyboard.press('End');
    await waitFor(page, /^command ([\d,]+) of \1/);
    const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
    console.log(`import of the boot trace: tasks over 50 ms took ${tasks} ms`);
  });
});

describe('links', () => {
  it('a shared link opens the same script at the same step', async () => {
    const page = await site.open('#v1=s.dentry.3');
    await ready(page);
    await page.keyboard.press('/');
    await page.keyboard.type('z = alloc_pages(2)');
    await page.keyboard.press('Enter');
    await waitFor(page, /^command 4 of 4/);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const link = await page.getByLabel('Link to this step').inputValue();
    expect(link).toContain('#v1=z.');
    const other = await site.open(link.replace(site.url, ''));
    await ready(other);
    expect(await where(other)).toMatch(/^command 4 of 4/);
    await page.keyboard.press('Escape');
    expect(await scriptOf(other)).toBe(await scriptOf(page));
  });

  it('the address follows the step', async () => {
    const page = await site.open('#v1=s.dentry');
    await ready(page);
    await page.keyboard.press(']');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#v1=s.dentry.1.1');
    await page.evaluate(() => {
      location.hash = '#v1=s.misuse.2';
    });
    await waitFor(page, /^command 2 of/);
  });

  it.each([
    ['#v9=s.dentry', /newer version/],
    ['#v1=z.AAAA.0', /damaged/],
    ['#v1=s.no-such-thing', /no scenario named no-such-thing/],
    [`#v1=z.${'A'.repeat(40_000)}.0`, /256 KiB/],
    ['#<img src=x onerror=alert(1)>', /not one that this page makes/],
  ])('%.24s says what is wrong, and the first example opens', async (hash, says) => {
    const page = await site.open(hash);
    await ready(page);
    await expect.poll(() => toast(page).innerText()).toMatch(says);
    expect(await where(page)).toMatch(/^command 31 of 50/);
  });
});

describe('where the browser denies something', () => {
  it('without storage the page works', async () => {
    const page = await site.open();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.reload();
    await ready(page);
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.keyboard.press('ArrowLeft');
    await waitFor(page, /^command 31 of 50 · event 20/);
  });

  it('without an engine it says so, with the script at hand', async () => {
    const page = await site.open('embed.html');
    await page.route('**/*.wasm', (route) => route.fulfill({ status: 200, body: 'not wasm' }));
    await page.goto(`${site.url}#v1=s.misuse`);
    const dialog = page.getByRole('dialog', { name: 'The engine stopped' });
    await dialog.waitFor();
    await page.unroute('**/*.wasm');
    await page.getByRole('button', { name: 'Start again' }).click();
    await waitFor(page, /^command 31 of 50/);
  });
});

it('the page asks nobody else for anything, and no more once it is loaded', async () => {
  const page = await site.open();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.reload();
  await ready(page);
  expect(asked.filter((url) => !url.startsWith(site.url))).toEqual([]);
  await page.waitForLoadState('networkidle');
  asked.length = 0; // the icon may come at any time
  await page.keyboard.press('End');
  await page.waitForTimeout(700);
  expect(asked.filter((url) => !url.endsWith('icon.svg'))).toEqual([]);
});
