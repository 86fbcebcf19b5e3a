import { css, html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { Lines } from '../base/lines.ts';
import type { OpenScenario } from '../session/state-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { send } from './shell-events.ts';

const lineHeight = 24;
const spare = 8;
/** Lines longer than this may be cut where the column ends; pointing at them tells the rest. */
const longLine = 36;

/** Lines that are not commands: nothing happens on them, so there is nowhere to go. */
const still = /^\s*(#|title\b|memory\b|profile\b|\}|$)/;

/**
 * The script as it runs: the running line marked, what is still to come muted. A click goes to the
 * moment after a line has run. Only the lines in sight exist, so a long trace costs no more.
 */
export class KmemScript extends KmemElement {
  @property({ attribute: false }) open: OpenScenario | null = null;
  /** The running line, from 1; 0 at the start. */
  @property({ type: Number }) line = 0;
  @state() private top = 0;
  @state() private height = 400;
  private lines = new Lines('');
  private readonly sizes = new ResizeObserver(() => {
    this.height = this.clientHeight;
  });

  static override styles = [
    shared,
    css`
      :host {
        direction: ltr;
        overflow: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
      }
      ol {
        position: relative;
        width: 100%;
      }
      li {
        position: absolute;
        left: 0;
        width: 100%;
      }
      button,
      span {
        display: block;
        width: 100%;
        height: 24px;
        min-height: 24px;
        padding-inline: 9px var(--kmem-space-2);
        border: 0;
        border-inline-start: 3px solid transparent;
        border-radius: 0;
        background: none;
        font: 400 var(--kmem-text-s) / 24px var(--kmem-mono);
        text-align: start;
        white-space: pre;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      button:hover {
        background: color-mix(in srgb, var(--kmem-ink) 5%, transparent);
      }
      .next,
      .still {
        color: var(--kmem-muted);
      }
      li[aria-current] button {
        border-inline-start-color: var(--kmem-now);
        background: var(--kmem-now-pale);
        color: var(--kmem-ink);
      }
      :focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
    this.addEventListener('scroll', this.onScroll, { passive: true });
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    this.removeEventListener('scroll', this.onScroll);
    super.disconnectedCallback();
  }

  private readonly onScroll = () => {
    this.top = this.scrollTop;
  };

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && changed.get('open')?.text !== this.open?.text) {
      this.lines = new Lines(this.open?.text ?? '');
    }
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('line') || changed.has('open')) this.reveal();
  }

  /** Scrolls just far enough for the running line to be in sight, with a line of room. */
  private reveal(): void {
    const from = Math.max(0, (this.line - 2) * lineHeight);
    const until = (this.line + 1) * lineHeight;
    if (from < this.scrollTop) this.scrollTop = from;
    else if (until > this.scrollTop + this.clientHeight) this.scrollTop = until - this.clientHeight;
  }

  private row(number: number) {
    const text = this.lines.at(number);
    const kind = still.test(text) ? 'still' : number > this.line ? 'next' : 'past';
    // Spaces count inside: no template may break the line.
    const go = () => send(this, 'kmem-line', number);
    const content =
      kind === 'still'
        ? html`<span class="still" title=${text.length > longLine ? text : nothing}>${text}</span>`
        : html`<button class=${kind} title=${text.length > longLine ? text : nothing} .textContent=${text} @click=${go}></button>`;
    return html`<li
      .style=${`top: ${(number - 1) * lineHeight}px`}
      aria-current=${number === this.line ? 'step' : nothing}
      aria-setsize=${this.lines.count}
      aria-posinset=${number}
    >
      ${content}
    </li>`;
  }

  override render() {
    const first = Math.max(1, Math.floor(this.top / lineHeight) - spare);
    const last = Math.min(
      this.lines.count,
      Math.ceil((this.top + this.height) / lineHeight) + spare,
    );
    const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
    return html`<ol .style=${`height: ${this.lines.count * lineHeight}px`}>
      ${numbers.map((number) => this.row(number))}
    </ol>`;
  }
}

define('kmem-script', KmemScript);
