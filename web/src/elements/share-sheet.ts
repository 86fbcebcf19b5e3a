import { css, html } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { save } from '../base/save.ts';
import { message } from '../messages/messages.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';

/** A link to this very step, and the line that embeds it in another page. */
export class KmemShareSheet extends KmemElement {
  /** The whole address; '' if the script is too large for one. */
  @property() link = '';
  @property() embed = '';
  @property() script = '';
  @state() private copied = '';

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--kmem-space-4);
      }
      label {
        display: block;
        margin-bottom: 4px;
        font-weight: var(--kmem-bold);
      }
      .row {
        display: flex;
        gap: var(--kmem-space-2);
      }
      input,
      textarea {
        flex: 1;
        min-width: 0;
        padding: 6px 8px;
        border: 1px solid var(--kmem-outline);
        border-radius: var(--kmem-radius);
        background: var(--kmem-raised);
        color: inherit;
        font: 400 var(--kmem-text-s) / 1.5 var(--kmem-mono);
        resize: none;
      }
      button {
        min-width: 84px;
        min-height: 36px;
        background: var(--kmem-ink);
        border-color: var(--kmem-ink);
        color: var(--kmem-paper);
      }
    `,
  ];

  private async copy(what: string, text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = what;
    } catch {
      // Not allowed here: select it, so that the reader can copy it by hand.
      this.renderRoot.querySelector<HTMLInputElement>(`#${what}`)?.select();
    }
  }

  private saveScript(): void {
    save(new Blob([this.script], { type: 'text/plain' }), 'scenario.kmem');
  }

  private copyButton(what: 'link' | 'embed', text: string) {
    return html`<button @click=${() => this.copy(what, text)}>
      ${message(this.copied === what ? 'share.copied' : 'share.copy')}
    </button>`;
  }

  private links() {
    if (!this.link) {
      return html`<p>${message('share.too_large')}</p>`;
    }
    return html`
      <div>
        <label for="link">${message('share.link')}</label>
        <div class="row">
          <input id="link" readonly .value=${this.link} />
          ${this.copyButton('link', this.link)}
        </div>
      </div>
      <div>
        <label for="embed">${message('share.embed')}</label>
        <div class="row">
          <textarea id="embed" readonly rows="4" .value=${this.embed}></textarea>
          ${this.copyButton('embed', this.embed)}
        </div>
      </div>
    `;
  }

  override render() {
    return html`
      ${this.links()}
      <p class="muted">
        ${message('share.private')}
        <span role="status">${this.copied ? message('share.copied_long') : ''}</span>
      </p>
      <div><button @click=${this.saveScript}>${message('share.save')}</button></div>
    `;
  }
}

define('kmem-share-sheet', KmemShareSheet);
