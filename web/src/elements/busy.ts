import { css, html } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { message } from '../messages/messages.ts';
import type { Busy } from '../session/state-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';

/** Long work under way: what, how far, and a way to call it off. */
export class KmemBusy extends KmemElement {
  @property({ attribute: false }) busy: Busy | null = null;

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--kmem-space-3);
        padding: var(--kmem-space-2) var(--kmem-space-4);
        border-bottom: 1px solid var(--kmem-line);
        background: var(--kmem-paper);
      }
      progress {
        flex: 1;
        height: 6px;
        accent-color: var(--kmem-now);
      }
      button {
        min-height: 32px;
      }
    `,
  ];

  override render() {
    if (!this.busy) return html``;
    const { label, share, cancel } = this.busy;
    return html`
      <span>${label}</span>
      <progress max="1" .value=${share ?? 0} aria-label=${label}></progress>
      ${cancel ? html`<button @click=${cancel}>${message('app.cancel')}</button>` : ''}
    `;
  }
}

define('kmem-busy', KmemBusy);
