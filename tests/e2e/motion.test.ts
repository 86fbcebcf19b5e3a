/** Motion explains a step, shortly; for readers who want none there is none. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ready, type Site, startSite, waitFor } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

/** Presses a key and watches the marks of the picture: how many pictures came, the last one when. */
function watch(page: Page, key: string, shiftKey: boolean) {
  return page.evaluate(
    async ([key, shiftKey]) => {
      const root = document
        .querySelector('kmem-app')
        ?.shadowRoot?.querySelector('kmem-picture')?.shadowRoot;
      const canvas = root?.querySelector<HTMLCanvasElement>('canvas.marks') as HTMLCanvasElement;
      const seen: { at: number; look: string }[] = [];
      const began = performance.now();
      dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey }));
      while (performance.now() - began < 900) {
        await new Promise(requestAnimationFrame);
        const look = canvas.toDataURL();
        if (look !== seen.at(-1)?.look) seen.push({ at: performance.now() - began, look });
      }
      return { pictures: seen.length, last: seen.at(-1)?.at ?? 0, end: seen.at(-1)?.look };
    },
    [key, shiftKey] as const,
  );
}

it('a split opens, and closes when stepping back; the picture is at rest soon after', async () => {
  const page = await site.open('#v1=s.dentry.30');
  await ready(page);
  await page.waitForTimeout(600); // motion comes after the first picture
  for (const [key, way] of [
    ['ArrowRight', /forward/],
    ['ArrowLeft', /back|before|command 30/],
  ] as const) {
    const { pictures, last } = await watch(page, key, true);
    await waitFor(page, way);
    expect(pictures).toBeGreaterThan(3);
    expect(last).toBeLessThan(500); // 240 ms, and a slow machine's frames around it
  }
});

it('shows the same in the end with and without motion', async () => {
  const ends: (string | undefined)[] = [];
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    const page = await site.open('#v1=s.dentry.30', { reducedMotion });
    await ready(page);
    await page.waitForTimeout(600);
    const { pictures, end } = await watch(page, 'ArrowRight', true);
    if (reducedMotion === 'reduce') expect(pictures).toBeLessThanOrEqual(2);
    ends.push(end);
  }
  expect(ends[0]).toBe(ends[1]);
});

it('a slab that changes list glides there, unless motion is not wanted', async () => {
  const running = (page: Page) =>
    page.evaluate(async () => {
      const caches = document.querySelector('kmem-app')?.shadowRoot?.querySelector('kmem-caches');
      const cards = () => [...(caches?.shadowRoot?.querySelectorAll('[data-card]') ?? [])];
      let most = 0;
      dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
      for (let frame = 0; frame < 8; frame += 1) {
        await new Promise(requestAnimationFrame);
        most = Math.max(most, cards().flatMap((card) => card.getAnimations()).length);
      }
      return most;
    });
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    const page = await site.open('#v1=s.dentry.30.20', { reducedMotion });
    await ready(page);
    expect((await running(page)) > 0, reducedMotion).toBe(reducedMotion === 'no-preference');
  }
});
