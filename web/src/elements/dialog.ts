import { css, html, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { message } from '../messages/messages.ts';
import { shared } from '../styles/shared.ts';
import { icons } from './icons.ts';
import { KmemElement } from './kmem-element.ts';

/** A modal sheet with a heading: centred on a desk, from below on a phone. Emits `close`. */
export class KmemDialog extends KmemElement {
  @property() heading = '';
  @property({ type: Boolean }) open = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  static override styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(560px, 100vw - 32px);
        max-height: min(80dvh, 720px);
        padding: 0;
        border: 1px solid var(--kmem-outline);
        border-radius: 8px;
        background: var(--kmem-paper);
        color: var(--kmem-ink);
        overflow: hidden;
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--kmem-space-3);
        padding-block: var(--kmem-space-3);
        padding-inline: var(--kmem-space-5) var(--kmem-space-3);
        border-bottom: 1px solid var(--kmem-line);
      }
      h2 {
        font-size: var(--kmem-text-l);
        line-height: 1.3;
      }
      .head button {
        display: grid;
        place-items: center;
        width: 40px;
        height: 40px;
        padding: 0;
        border: 0;
        background: none;
      }
      .body {
        padding: var(--kmem-space-4) var(--kmem-space-5) var(--kmem-space-5);
        overflow: auto;
      }
      @media (max-width: 699px) {
        dialog {
          width: 100vw;
          max-width: 100vw;
          margin: auto 0 0;
          border-width: 1px 0 0;
          border-radius: 12px 12px 0 0;
        }
        .body {
          padding-inline: var(--kmem-space-4);
        }
        .head {
          padding-inline-start: var(--kmem-space-4);
        }
      }
    `,
  ];

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.dialog) return;
    if (this.open && !this.dialog.open) this.dialog.showModal();
    else if (!this.open && this.dialog.open) this.dialog.close();
  }

  private onClose(): void {
    this.dispatchEvent(new CustomEvent('close'));
  }

  /** A click beside the sheet closes it, as everywhere. */
  private onClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog?.close();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.onClose} @click=${this.onClick}>
      <div class="head">
        <h2 id="heading">${this.heading}</h2>
        <button aria-label=${message('app.close')} @click=${() => this.dialog?.close()}>${icons.close}</button>
      </div>
      <div class="body" tabindex="-1"><slot></slot></div>
    </dialog>`;
  }
}

define('kmem-dialog', KmemDialog);
