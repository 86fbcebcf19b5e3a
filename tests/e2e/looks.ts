/** How a page looks, as far as a test can tell: nothing sticks out, and axe finds nothing. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Violations as text: rule, and the elements it is about. */
export async function violations(page: Page): Promise<string[]> {
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

/** Controls that stick out to either side, in every shadow root, unless their part scrolls. */
export function stickingOut(page: Page): Promise<string[]> {
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
        const { left, right, width } = element.getBoundingClientRect();
        const hidden = getComputedStyle(element).opacity === '0';
        if (width > 0 && (right > innerWidth + 0.5 || left < -0.5) && !scroller && !hidden) {
          out.push(`${element.outerHTML.slice(0, 80)} from ${left} to ${right}`);
        }
      }
    };
    visit(document);
    return out;
  });
}

/** Of the document and of the page's own scroller. */
export function scrollWidth(page: Page): Promise<number> {
  return page.evaluate(() => {
    const app = document.querySelector('kmem-app')?.shadowRoot?.querySelector('.app');
    return Math.max(document.documentElement.scrollWidth, app?.scrollWidth ?? 0);
  });
}
