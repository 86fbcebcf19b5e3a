import { css, type LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit';

/**
 * On paper: the present state and the events of its command, one below the other. The picture keeps
 * the width it has on the screen, which its canvas was painted for, and is made smaller as a whole.
 */
export const printStyles = css`
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
    kmem-story,
    kmem-lesson,
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
export class PrintController implements ReactiveController {
  constructor(private readonly host: ReactiveControllerHost & LitElement) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.measure);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.measure);
  }

  private readonly measure = (): void => {
    const picture = this.host.renderRoot.querySelector('.picture');
    const { clientWidth = 0, clientHeight = 0 } = picture ?? {};
    if (clientWidth === 0) return;
    const { style } = this.host;
    style.setProperty('--print-width', `${clientWidth}px`);
    style.setProperty('--print-height', `${clientHeight}px`);
    style.setProperty('--print-zoom', String(Math.min(1, pageWidth / clientWidth)));
  };
}
