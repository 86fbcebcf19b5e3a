/** The course around the lessons: the way in and out, what an open question hides, what is kept. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ready, type Site, startSite, waitFor, where } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

const still = { reducedMotion: 'reduce' } as const;
const heading = (page: Page) => page.locator('kmem-lesson h1');
const card = (page: Page) => page.locator('kmem-predict').last();

async function openLesson(hash: string): Promise<Page> {
  const page = await site.open(hash, still);
  await ready(page);
  await heading(page).waitFor();
  return page;
}

it('is entered from the first view, and left again', async () => {
  const page = await site.open('', still);
  await ready(page);
  await page.getByRole('button', { name: /Start the course/ }).click();
  const contents = page.getByRole('dialog', { name: 'The course' });
  await expect.poll(() => page.locator('kmem-contents .lesson').count()).toBe(14);
  await page.getByRole('button', { name: /^4 Splitting/ }).click();
  await contents.waitFor({ state: 'hidden' });
  expect(await heading(page).innerText()).toBe('Splitting');
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#lesson=4');
  await page.getByRole('button', { name: 'Next lesson' }).click();
  await expect.poll(() => heading(page).innerText()).toBe('Finding your buddy');
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('button', { name: 'Leave the course' }).click();
  await page.locator('kmem-story').waitFor();
});

it('opens a lesson at a step, and another figure of it', async () => {
  const page = await openLesson('#lesson=7.checkerboard.16');
  await waitFor(page, /^command 16 of 25/);
  const gone = await site.open('#lesson=99', still);
  await heading(gone).waitFor();
  await expect
    .poll(() => gone.locator('kmem-toast [role=status]').innerText())
    .toBe('There is no lesson 99. Here is the first one instead.');
  const bad = await site.open('#lesson=x', still);
  await ready(bad);
  await expect
    .poll(() => bad.locator('kmem-toast [role=status]').innerText())
    .toMatch(/not one that this page makes/);
});

it('goes back to the free playground when something else is opened', async () => {
  const page = await openLesson('#lesson=4');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('button', { name: /Out of memory: half of it is free/ }).click();
  await page.locator('kmem-story').waitFor();
  await waitFor(page, /^start/);
});

it('phrases and the figure work by keyboard, and a lesson changes its language in place', async () => {
  const page = await openLesson('#lesson=9');
  const phrase = page.locator('kmem-lesson .phrase').nth(1);
  await phrase.focus();
  await page.keyboard.press('Enter');
  await waitFor(page, /^command 10 of 18/);
  expect(await phrase.getAttribute('aria-pressed')).toBe('true');
  await page.locator('kmem-header select').selectOption('es');
  await expect.poll(() => heading(page).innerText()).not.toBe('Full, partial, empty');
  await page.locator('kmem-transport').waitFor();
  expect(await page.locator('kmem-lesson .phrase').nth(1).getAttribute('aria-pressed')).toBe(
    'true',
  );
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#lesson=9.10&lang=es');
});

describe('an open question', () => {
  it('holds every way forward back, until it is answered or shown', async () => {
    const page = await openLesson('#lesson=4');
    await page.locator('kmem-lesson h1').click();
    for (const key of ['ArrowRight', ']', 'End', 'Shift+ArrowRight']) {
      await page.keyboard.press(key);
      expect(await where(page), key).toMatch(/^start/);
    }
    await page.keyboard.press(' ');
    await card(page)
      .getByText(/A question is open here/)
      .waitFor();
    expect(await where(page)).toMatch(/^start/);
    await card(page).getByRole('button', { name: 'Show me' }).click();
    await waitFor(page, /^command 1 of 3 · event 2 of 11/);
    await page.keyboard.press('End');
    await waitFor(page, /^command 1 of 3 · event 6 of 11/);
  });

  it('tells no event that would answer it', async () => {
    const page = await openLesson('#lesson=4');
    await card(page).locator('.show').click();
    await waitFor(page, /event 2 of 11/);
    await page.keyboard.press('End');
    await waitFor(page, /event 6 of 11/);
    const told = await page.locator('kmem-events li').allInnerTexts();
    expect(told.at(-1)).toMatch(/^order 6: 1 free block/);
    expect(told.join()).not.toMatch(/split|alloc_pages\(2\)/);
  });

  it('is answered by clicking the picture', async () => {
    const page = await openLesson('#lesson=3');
    await card(page).locator('.go').click();
    for (const pfn of [4, 2]) {
      const box = await page.locator(`kmem-picture .cell[data-pfn="${pfn}"]`).boundingBox();
      if (!box) throw new Error(`frame ${pfn} is not in the picture`);
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    }
    await expect.poll(() => card(page).locator('input').inputValue()).toBe('4, 2');
    await card(page).getByRole('button', { name: 'Check' }).click();
    await page.locator('kmem-predict').first().locator('.result').waitFor();
  });

  it('leaves the keyboard in charge: answer, reason, and the focus where the answer is told', async () => {
    const page = await openLesson('#lesson=4');
    await card(page).locator('input').focus();
    await page.keyboard.type('9x');
    await page.keyboard.press('Enter');
    await card(page)
      .locator('.wrong')
      .getByText(/Expected/)
      .waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await page.locator('kmem-predict').first().locator('.result:focus').waitFor();
  });
});

it('a task can be done by pointing: rows, blocks, and the moves in between', async () => {
  const page = await openLesson('#lesson=3');
  for (let i = 0; i < 2; i += 1) await card(page).locator('.show').click();
  const task = page.locator('kmem-perform');
  await task.getByRole('button', { name: 'Start' }).click();
  await page.locator('kmem-picture .header[data-order="1"]').click();
  await task.getByText(/Move 2 of 3/).waitFor();
  const box = await page.locator('kmem-picture .cell[data-pfn="2"]').boundingBox();
  if (!box) throw new Error('frame 2 is not in the picture');
  await page.mouse.click(box.x + 5, box.y + 5);
  await task.getByText(/Move 3 of 3/).waitFor();
  await task.getByRole('button', { name: 'Hand it out' }).click();
  await task.getByText(/All 3 moves were right/).waitFor();
});

it('a list of a cache answers where a list is asked for, by mouse', async () => {
  const page = await openLesson('#lesson=9');
  await card(page).locator('.go').click();
  await page.locator('kmem-caches .lane[data-list="2"]').click();
  await card(page).locator('.wrong').waitFor();
  await page.locator('kmem-caches .lane[data-list="1"]').click({ position: { x: 5, y: 5 } });
  await page.locator('kmem-predict').first().locator('.result').waitFor();
});

describe('progress', () => {
  it('is kept over a visit, and forgotten on request', async () => {
    const page = await openLesson('#lesson=4');
    await card(page).locator('input').fill('3');
    await page.keyboard.press('Enter');
    await page.locator('kmem-predict').first().locator('.result').waitFor();
    await page.reload();
    await page.locator('kmem-predict').first().locator('.result').waitFor();
    await page.getByRole('button', { name: 'Lessons', exact: true }).click();
    await page.getByRole('button', { name: 'Forget my progress' }).click();
    await page.getByText('Nothing is kept any more.').waitFor();
    await page.reload();
    await card(page).locator('.hint').waitFor();
    expect(await page.locator('kmem-predict .result').count()).toBe(0);
  });

  it('is not needed: a frame without storage plays as well', async () => {
    const page = await site.openElsewhere(`<!doctype html><title>A course</title>
      <link rel="icon" href="data:,"><iframe sandbox="allow-scripts" title="Lesson"
      src="${site.url}embed.html?lesson=4" width="1000" height="800"></iframe>`);
    const frame = page.frameLocator('iframe');
    await frame.locator('kmem-predict input').fill('3');
    await frame.locator('kmem-predict button.check').click();
    await frame.locator('kmem-predict .result').first().waitFor();
    await frame.locator('kmem-lesson .phrase').nth(1).click();
    await expect
      .poll(() => frame.locator('kmem-transport .where').innerText())
      .toMatch(/event 2 of 11/);
  });
});

it('the element shows a lesson, and one beside it is not disturbed', async () => {
  const page = await site.openElsewhere(`<!doctype html><title>A course</title>
    <link rel="icon" href="data:,"><script type="module" src="${site.url}kmem-playground.js"></script>
    <kmem-playground lesson="9"></kmem-playground>
    <kmem-playground scenario="dentry" step="3"></kmem-playground>`);
  const [first, second] = [0, 1].map((i) => page.locator('kmem-playground').nth(i));
  if (!first || !second) throw new Error('two elements');
  await first.locator('kmem-lesson h1').waitFor();
  await first.locator('.phrase').first().click();
  await expect.poll(() => first.locator('kmem-transport .where').innerText()).toMatch(/command 9/);
  await second.scrollIntoViewIfNeeded();
  await expect.poll(() => second.locator('kmem-transport .where').innerText()).toMatch(/command 3/);
  expect(await second.locator('kmem-lesson').count()).toBe(0);
});

function file(name: string, text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'kmem-lesson-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const own = `title: My lesson
goal: See one request.

figure: mine
\`\`\`
memory 64K
a = alloc_pages(2)
\`\`\`

The segment is [free](step start).

ask: which_block at a

It [went well](step a).
`;

describe('a lesson of one’s own', () => {
  const pick = (page: Page, path: string) => page.locator('input[type=file]').setInputFiles(path);

  it('is opened from a file, and plays', async () => {
    const page = await site.open('', still);
    await ready(page);
    await pick(page, file('mine.md', own));
    await expect.poll(() => heading(page).innerText()).toBe('My lesson');
    await card(page).locator('input').fill('0');
    await page.keyboard.press('Enter');
    await page.locator('kmem-predict .result').waitFor();
    await page.locator('.phrase').last().click();
    await waitFor(page, /^command 1 of 1/);
    expect(await page.locator('.problems').count()).toBe(0);
  });

  it('tells what is wrong in it, by line, and shows the rest', async () => {
    const page = await site.open('', still);
    await ready(page);
    const text = own.replace('step a)', 'step b)').replace('which_block', 'what_colour');
    await pick(page, file('wrong.md', `${text}\nfigure: nowhere\n\nSome *text.\n`));
    const problems = page.locator('.problems li');
    await expect.poll(() => problems.count(), { timeout: 15_000 }).toBe(4);
    const told = (await problems.allInnerTexts()).join('\n');
    expect(told).toContain('line 12: There is no question “what_colour”. Possible: which_block');
    expect(told).toContain('line 14: The figure has no mark and no result “b”. There is: a.');
    expect(told).toContain('line 16: There is no figure “nowhere”.');
    expect(told).toContain('line 18: “*text.” is never closed');
    await card(page)
      .getByText(/cannot be asked/)
      .waitFor();
  });

  it('can be made of what is open', async () => {
    const page = await site.open('#v1=s.textbook-21k', still);
    await ready(page);
    await page.getByRole('button', { name: 'Course', exact: true }).click();
    await page.getByRole('button', { name: 'Make a lesson of what is open' }).click();
    await page.getByRole('dialog', { name: 'Make a lesson' }).waitFor();
    const dialog = page.locator('kmem-record');
    await dialog
      .locator('li', { hasText: 'a = alloc_pages(bytes=21K)' })
      .locator('input')
      .fill('Eight frames');
    expect(await dialog.locator('textarea').inputValue()).toContain('[Eight frames](step a)');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save the lesson' }).click(),
    ]);
    await page.keyboard.press('Escape');
    await pick(page, (await saved.path()) ?? '');
    await page.getByText('Eight frames').waitFor();
    expect(await page.locator('.problems').count()).toBe(0);
  });
});

describe('a problem sheet', () => {
  it('is answered on the screen, has a key, and is the same for the same seed', async () => {
    const page = await site.open('#sheet=7/buddy/1', still);
    await page.locator('kmem-sheet .problem').first().waitFor();
    expect(await page.locator('.problem').count()).toBe(5);
    const titles = await page.locator('.problem h2').allInnerTexts();
    const field = page.locator('div.answer').first();
    await field.locator('input').fill('x');
    await field.getByRole('button').click();
    await page.locator('.verdict').first().waitFor();
    expect(await page.locator('.key').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Show the key' }).click();
    expect(await page.locator('.key').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'More problems' }).click();
    await expect.poll(() => page.locator('.problem').count()).toBe(10);
    expect((await page.locator('.problem h2').allInnerTexts()).slice(0, 5)).toEqual(titles);
    await page.getByLabel('Topic').selectOption('kmalloc');
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#sheet=7/kmalloc/1');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.bar').isVisible()).toBe(false);
    expect(await page.locator('.key').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'To the playground' }).click();
    await page.locator('kmem-story').waitFor();
  });

  it('with a topic that does not exist is one of all topics', async () => {
    const page = await site.open('#sheet=1/cheese', still);
    await page.getByRole('heading', { name: /all topics, level 1/ }).waitFor();
  });
});
