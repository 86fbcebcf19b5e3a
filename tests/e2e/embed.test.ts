/** In other people's pages: a frame on another origin, and the custom element. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ready, type Site, startSite, waitFor, where } from './support.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.check());
afterAll(() => site.close());

const keepMessages = `<link rel="icon" href="data:,"><script>
  messages = [];
  addEventListener('message', (event) => messages.push(event.data));
</script>`;

describe('embed.html', () => {
  it.each([
    ['', 'a frame on another origin'],
    ['sandbox="allow-scripts"', 'a sandboxed frame'],
  ])('in %s%s', async (attributes) => {
    const page = await site.openElsewhere(`<!doctype html><title>A course</title>${keepMessages}
      <iframe ${attributes} src="${site.url}embed.html?scenario=dentry&step=0.2&theme=dark"
        width="700" height="560" title="Playground"></iframe>`);
    const frame = page.frameLocator('iframe');
    const place = frame.locator('kmem-transport .where');
    await expect.poll(() => place.innerText(), { timeout: 15_000 }).toMatch(/command 1 of/);
    expect(await place.innerText()).toContain('event 2 of');
    await frame.getByRole('button', { name: 'Next event' }).click();
    await expect.poll(() => place.innerText()).toContain('event 3 of');
    await frame.locator('kmem-playground[theme=dark]').waitFor();

    type Said = { type?: string; subject?: string; v?: number; height: number };
    const messages = await page.evaluate(
      () => (globalThis as unknown as { messages: Said[] }).messages,
    );
    const resize = messages.filter(({ type }) => type === 'kmem:resize').at(-1);
    expect(resize).toMatchObject({ v: 1 });
    expect(resize?.height).toBeGreaterThan(300);
    expect(resize?.height).toBeLessThan(700);
    expect(messages.some(({ subject }) => subject === 'lti.frameResize')).toBe(true);
  });

  it('opens a link, and survives a bad one and bad options', async () => {
    const page = await site.open('embed.html#v1=s.dentry.31');
    await waitFor(page, /^command 31 of/);
    const bad = await site.open('embed.html?scenario=%3Cscript%3E&step=x&theme=red&controls=evil');
    await waitFor(bad, /^command 31 of/);
    await expect
      .poll(() => bad.locator('kmem-toast [role=status]').innerText())
      .toMatch(/not one that this page makes/);
  });
});

describe('<kmem-playground>', () => {
  const hostile = `<style>* { color: red !important; font-size: 30px !important; }
    button, canvas { display: none !important; }</style>`;
  const element = (attributes: string) =>
    `<kmem-playground ${attributes}>A picture of page frames.</kmem-playground>`;
  const host = (body: string) => `<!doctype html><html lang="en"><title>A course</title>
    <link rel="icon" href="data:,">${hostile}
    <script type="module" src="${site.url}kmem-playground.js"></script><body>${body}</body></html>`;

  it('several on one page do not disturb each other', async () => {
    const page = await site.openElsewhere(
      host(
        element('id="a" scenario="dentry" step="31"') + element('id="b" scenario="textbook-21k"'),
      ),
    );
    const place = (id: string) => page.locator(`#${id} .where`).innerText();
    await expect.poll(() => place('a'), { timeout: 15_000 }).toMatch(/command 31/);
    await page.locator('#b').scrollIntoViewIfNeeded();
    await expect.poll(() => place('b')).toMatch(/start/);
    await page.locator('#b').getByRole('button', { name: 'Next command' }).click();
    await expect.poll(() => place('b')).toMatch(/command 1 of/);
    expect(await place('a')).toMatch(/command 31/);
    await page.locator('#a').evaluate((a) => a.remove());
    await page.locator('#b').getByRole('button', { name: 'Next event' }).click();
    await expect.poll(() => place('b')).toMatch(/command 2 of/);
    await page.locator('#b').evaluate((b) => b.setAttribute('scenario', 'misuse'));
    await expect.poll(() => page.locator('#b .figure > .title').innerText()).toBe('What not to do');
  });

  it('keys act on the one that has the focus, and on the page around it not at all', async () => {
    const page = await site.openElsewhere(host(element('id="a" scenario="dentry" step="31"')));
    const place = () => page.locator('#a .where').innerText();
    await expect.poll(place, { timeout: 15_000 }).toMatch(/command 31/);
    await page.keyboard.press('ArrowLeft');
    expect(await place()).toMatch(/event 21 of 21/);
    await page.locator('#a').getByRole('button', { name: 'Next event' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(place).toMatch(/event 20 of 21/);
  });

  it('out of sight it costs nothing: no engine, no playing', async () => {
    const page = await site.openElsewhere(
      host(`<div style="height: 4000px"></div>${element('id="far" scenario="dentry"')}`),
    );
    const wasm: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('.wasm')) wasm.push(request.url());
    });
    await page.waitForTimeout(800);
    expect(await page.locator('#far').innerText()).toContain('A picture of page frames.');
    expect(wasm).toEqual([]);
    await page.locator('#far').scrollIntoViewIfNeeded();
    const place = () => page.locator('#far .where').innerText();
    await expect.poll(place, { timeout: 15_000 }).toMatch(/start/);
    await page.locator('#far').getByRole('button', { name: 'Play' }).click();
    await expect.poll(place).toMatch(/event 1 of/);
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(1200);
    const paused = await place();
    await page.waitForTimeout(1200);
    expect(await place()).toBe(paused);
  });

  it('twice the script is no error', async () => {
    const page = await site.openElsewhere(
      host(`<script type="module" src="${site.url}kmem-playground.js?again"></script>
        ${element('id="a" scenario="dentry"')}`),
    );
    await ready(page);
    expect(await where(page)).toMatch(/^start/);
  });
});
