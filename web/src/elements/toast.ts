import { css, html, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { message } from '../messages/messages.ts';
import type { Notice } from '../session/state-types.ts';
import { shared } from '../styles/shared.ts';
import { icons } from './icons.ts';
import { KmemElement } from './kmem-element.ts';

/** Milliseconds a message stays; longer if it offers something. */
const stay = 8_000;
const stayWithAction = 20_000;

/** One short message above the transport; goes away by itself unless pointed at. Emits `dismiss`. */
export class KmemToast extends KmemElement {
  @property({ attribute: false }) notice: Notice | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    shared,
    css`
      :host {
        pointer-events: none;
      }
      .toast {
        display: inline-flex;
        align-items: center;
        gap: var(--kmem-space-3);
        max-width: min(560px, 100%);
        padding: 4px 4px 4px var(--kmem-space-4);
        border-radius: 6px;
        background: var(--kmem-ink);
        color: var(--kmem-paper);
        pointer-events: auto;
      }
      .toast.problem {
        border-inline-start: 4px solid var(--kmem-now);
      }
      p {
        padding-block: 6px;
      }
      button {
        display: grid;
        place-items: center;
        min-height: 32px;
        padding: 0 10px;
        border: 0;
        background: none;
      }
      .action {
        font-weight: var(--kmem-bold);
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      :focus-visible {
        outline-color: var(--kmem-paper);
        outline-offset: -3px;
      }
    `,
  ];

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('notice')) this.start();
  }

  override disconnectedCallback(): void {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  private start(): void {
    clearTimeout(this.timer);
    if (!this.notice) return;
    const time = this.notice.action ? stayWithAction : stay;
    this.timer = setTimeout(() => this.dismiss(), time);
  }

  private hold(): void {
    clearTimeout(this.timer);
  }

  private dismiss(): void {
    this.dispatchEvent(new CustomEvent('dismiss'));
  }

  private body({ text, tone, action }: Notice) {
    return html`<div
      class="toast ${tone}"
      @pointerenter=${this.hold}
      @pointerleave=${this.start}
      @focusin=${this.hold}
      @focusout=${this.start}
    >
      <p>${text}</p>
      ${
        action
          ? html`<button class="action" @click=${action.run}>${action.label}</button>`
          : nothing
      }
      <button aria-label=${message('app.dismiss')} @click=${this.dismiss}>${icons.close}</button>
    </div>`;
  }

  override render() {
    return html`<div role="status">${this.notice ? this.body(this.notice) : nothing}</div>`;
  }
}

define('kmem-toast', KmemToast);
