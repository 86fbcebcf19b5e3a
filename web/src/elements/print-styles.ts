import { adoptStyles, css, type LitElement } from 'lit';

/**
 * On paper: the present state and the events of its command, one below the other. The picture keeps
 * the width it has on the screen, which its canvas was painted for, and is made smaller as a whole.
 */
const printStyles = css`
  @media print {
    :host {
      height: auto;
      overflow: visible;
    }
    .app {
      display: block;
      height: auto;
      overflow: visible;
    }
    kmem-header {
      border: 0;
    }
    .away {
      display: block !important;
    }
    /* A lesson comes along as far as it is open: its text, then its figure as it stands. */
    kmem-lesson {
      display: block !important;
      height: auto;
      margin-bottom: 16px;
      border: 0;
      overflow: visible;
    }
    kmem-story,
    kmem-toast,
    kmem-busy,
    kmem-picture-thread,
    nav {
      display: none !important;
    }
    .sentence {
      display: block;
      margin: 0 0 12px;
      font-size: 1rem;
      font-weight: var(--kmem-bold);
    }
    .picture {
      width: var(--print-width, 100%);
      height: var(--print-height, 340px);
      zoom: var(--print-zoom, 1);
      padding: 0;
      break-inside: avoid;
    }
    .lower,
    .events {
      display: block;
      height: auto;
      padding: 0;
      overflow: visible;
    }
    .lower > *,
    .events {
      height: auto;
      margin-top: 16px;
      padding: 8px 0 0;
      border: 0;
      border-top: 1px solid var(--kmem-line);
      overflow: visible;
    }
    kmem-transport {
      position: static !important;
      display: block;
      padding: 8px 0 0;
      border: 0;
    }
  }
`;

/** The width of a printed page in CSS pixels, A4 or Letter, without its margins. */
const pageWidth = 660;

/** Tells the styles above how wide the picture is, before the browser lays it out for paper. */
function measure(host: LitElement): void {
  const picture = host.renderRoot.querySelector('.picture');
  const { clientWidth = 0, clientHeight = 0 } = picture ?? {};
  if (clientWidth === 0) return;
  const { style } = host;
  style.setProperty('--print-width', `${clientWidth}px`);
  style.setProperty('--print-height', `${clientHeight}px`);
  style.setProperty('--print-zoom', String(Math.min(1, pageWidth / clientWidth)));
}

/** Lets a page be printed; comes once it has nothing else to do. */
export function preparePrint(host: LitElement): void {
  const { shadowRoot } = host;
  if (shadowRoot) adoptStyles(shadowRoot, [...shadowRoot.adoptedStyleSheets, printStyles]);
  addEventListener('beforeprint', () => measure(host));
}
