import { css, unsafeCSS } from 'lit';

/**
 * Every colour, size and distance of the page, as custom properties. A root element includes
 * `tokens` in its styles; everything below it inherits. Colours carry meaning and nothing else:
 * blue pages, green slabs and objects, vermilion what happens now, sky the buddy; of the types of
 * mobility purple unmovable, yellow reclaimable, grey the reserve, and movable none.
 */

const light = `
  color-scheme: light;
  --kmem-paper: #fcfbf8;
  --kmem-raised: #ffffff;
  --kmem-ink: #1b1c22;
  --kmem-muted: #66645f;
  --kmem-faint: #74716a;
  --kmem-line: #e4e1da;
  --kmem-trace: #d3d0c8;
  --kmem-outline: #8c8981;
  --kmem-free-tint: #b9b5ab;
  --kmem-pages: #0072b2;
  --kmem-on-pages: #ffffff;
  --kmem-pages-tint: #bcd9ea;
  --kmem-slab: #009e73;
  --kmem-on-slab: #04150f;
  --kmem-slab-dots: #d8f3ea;
  --kmem-slab-tint: #c9eadf;
  --kmem-slab-pale: #e6f4ef;
  --kmem-now: #d55e00;
  --kmem-now-ink: #a84400;
  --kmem-now-pale: #fff1e5;
  --kmem-on-now: #1b1c22;
  --kmem-buddy: #56b4e9;
  --kmem-unmovable: #9c3f78;
  --kmem-unmovable-tint: #f3dcea;
  --kmem-reclaimable: #7a6c00;
  --kmem-reclaimable-tint: #f6efb4;
  --kmem-reserve: #57544e;
  --kmem-reserve-tint: #dcd9d2;
`;

const dark = `
  color-scheme: dark;
  --kmem-paper: #13151b;
  --kmem-raised: #1b1e26;
  --kmem-ink: #e9e7e1;
  --kmem-muted: #a3a19b;
  --kmem-faint: #85868c;
  --kmem-line: #2a2d36;
  --kmem-trace: #3b3f4a;
  --kmem-outline: #7f828b;
  --kmem-free-tint: #585d6a;
  --kmem-pages: #4ca6de;
  --kmem-on-pages: #06111a;
  --kmem-pages-tint: #1f4257;
  --kmem-slab: #2fbf92;
  --kmem-on-slab: #04150f;
  --kmem-slab-dots: #0b3a2c;
  --kmem-slab-tint: #164a3b;
  --kmem-slab-pale: #15312a;
  --kmem-now: #ff8b3d;
  --kmem-now-ink: #ff9f5c;
  --kmem-now-pale: #33221a;
  --kmem-on-now: #1b1108;
  --kmem-buddy: #7fcbf5;
  --kmem-unmovable: #e08fc0;
  --kmem-unmovable-tint: #4b2b40;
  --kmem-reclaimable: #d9cb3f;
  --kmem-reclaimable-tint: #403c14;
  --kmem-reserve: #b4b2ab;
  --kmem-reserve-tint: #3a3d46;
`;

/** The reader's own colours: outlines and patterns must tell things apart. */
const forced = `
  color-scheme: light dark;
  --kmem-paper: Canvas;
  --kmem-raised: Canvas;
  --kmem-ink: CanvasText;
  --kmem-muted: CanvasText;
  --kmem-faint: GrayText;
  --kmem-line: GrayText;
  --kmem-trace: GrayText;
  --kmem-outline: CanvasText;
  --kmem-free-tint: GrayText;
  --kmem-pages: CanvasText;
  --kmem-on-pages: Canvas;
  --kmem-pages-tint: Canvas;
  --kmem-slab: LinkText;
  --kmem-on-slab: Canvas;
  --kmem-slab-dots: Canvas;
  --kmem-slab-tint: Canvas;
  --kmem-slab-pale: Canvas;
  --kmem-now: Highlight;
  --kmem-now-ink: CanvasText;
  --kmem-now-pale: Canvas;
  --kmem-on-now: HighlightText;
  --kmem-buddy: ButtonText;
  --kmem-unmovable: CanvasText;
  --kmem-unmovable-tint: Canvas;
  --kmem-reclaimable: CanvasText;
  --kmem-reclaimable-tint: Canvas;
  --kmem-reserve: CanvasText;
  --kmem-reserve-tint: Canvas;
`;

const sizes = `
  --kmem-sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif;
  --kmem-mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  --kmem-text-s: 0.75rem;
  --kmem-text-m: 0.8125rem;
  --kmem-text-l: 1.25rem;
  --kmem-leading: 1.5;
  --kmem-bold: 650;
  --kmem-space-1: 4px;
  --kmem-space-2: 8px;
  --kmem-space-3: 12px;
  --kmem-space-4: 16px;
  --kmem-space-5: 24px;
  --kmem-space-6: 32px;
  --kmem-radius: 4px;
  --kmem-target: 24px;
  --kmem-side: 300px;
  --kmem-gutter: 76px;
`;

export const tokens = css`
  :host {
    ${unsafeCSS(sizes)}
    ${unsafeCSS(light)}
  }
  @media (prefers-color-scheme: dark) {
    :host {
      ${unsafeCSS(dark)}
    }
  }
  :host([theme='light']) {
    ${unsafeCSS(light)}
  }
  :host([theme='dark']) {
    ${unsafeCSS(dark)}
  }
  @media print {
    :host,
    :host([theme]) {
      ${unsafeCSS(light)}
      --kmem-paper: #ffffff;
    }
  }
  @media (forced-colors: active) {
    :host,
    :host([theme]) {
      ${unsafeCSS(forced)}
    }
  }
`;
