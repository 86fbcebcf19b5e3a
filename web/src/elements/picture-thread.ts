import { css, html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { KmemCaches } from './caches.ts';
import type { KmemPicture } from './picture.ts';
import { SizeWatch } from './picture-size.ts';

/** What of an SVG path the thread needs. */
export interface Ends {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Leaves downwards and arrives downwards, however far to the side the end is. */
export function threadPath({ x0, y0, x1, y1 }: Ends): string {
  const pull = Math.max(24, (y1 - y0) * 0.55);
  return `M${x0} ${y0}C${x0} ${y0 + pull} ${x1} ${y1 - pull} ${x1} ${y1}`;
}

/** The middle of a block; right of it on a card, so that the thread passes the name of the lane. */
const middle = ({ left, width }: DOMRect): number => left + width / 2;
const arrival = ({ left, width }: DOMRect): number => left + width * 0.7;

/**
 * The thread from a slab in `<kmem-picture>` down to its card in `<kmem-caches>`: one cause, one
 * colour. Put it after both, as the last child of a grid; it covers the grid and lets clicks pass.
 * On phones other things stand between the two, so there is none.
 */
export class KmemPictureThread extends LitElement {
  static override styles = css`
    :host {
      grid-area: 1 / 1 / -1 / -1;
      position: relative;
      z-index: 1;
      overflow: hidden;
      pointer-events: none;
    }
    svg {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
    path {
      fill: none;
      stroke: var(--kmem-now);
      stroke-width: 2;
    }
  `;

  /** Head page frame of the slab; −1 for no thread. */
  @property({ type: Number }) pfn = -1;

  @state() private path = '';

  private ended: AbortController | null = null;
  private readonly sizes = new SizeWatch(() => void this.trace());

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('aria-hidden', 'true');
    this.requestUpdate('pfn');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.stop();
    this.ended?.abort();
    this.ended = null;
  }

  private sibling<T extends Element>(tag: string): T | null {
    const root = this.getRootNode() as ParentNode;
    return root.querySelector<T>(tag);
  }

  /** Follows what may move either end. */
  private listen(picture: KmemPicture, caches: KmemCaches): void {
    if (this.ended) return;
    this.ended = new AbortController();
    const { signal } = this.ended;
    picture.addEventListener('kmem-painted', () => void this.trace(), { signal });
    caches.addEventListener('scroll', () => void this.trace(), { signal, passive: true });
    this.sizes.watch([this, caches]);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('pfn')) void this.trace();
  }

  private async trace(): Promise<void> {
    const picture = this.sibling<KmemPicture>('kmem-picture');
    const caches = this.sibling<KmemCaches>('kmem-caches');
    if (!picture || !caches) return;
    this.listen(picture, caches);
    await caches.updateComplete;
    const ends = this.pfn < 0 || picture.compact ? null : this.ends(picture, caches);
    this.path = ends ? threadPath(ends) : '';
  }

  /** Null while either end is out of sight. */
  private ends(picture: KmemPicture, caches: KmemCaches): Ends | null {
    const from = picture.anchorOf(this.pfn);
    const to = caches.anchorOf(this.pfn);
    if (!from || !to || from.width <= 0 || to.width <= 0) return null;
    const room = caches.getBoundingClientRect();
    if (to.top < room.top || to.top > room.bottom || from.bottom > room.top) return null;
    const { left, top } = this.getBoundingClientRect();
    return {
      x0: middle(from) - left,
      y0: from.bottom - top,
      x1: arrival(to) - left,
      y1: to.top - top,
    };
  }

  protected override render(): TemplateResult {
    return html`<svg>${this.path ? svg`<path d=${this.path}></path>` : nothing}</svg>`;
  }
}

define('kmem-picture-thread', KmemPictureThread);

declare global {
  interface HTMLElementTagNameMap {
    'kmem-picture-thread': KmemPictureThread;
  }
}
