import { css, html, LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { shared } from '../styles/shared.ts';

/** A link to this very step, and the line that embeds it in another page. */
export class KmemShareSheet extends LitElement {
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

  private save(): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.script], { type: 'text/plain' }));
    link.download = 'scenario.kmem';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  private copyButton(what: 'link' | 'embed', text: string) {
    return html`<button @click=${() => this.copy(what, text)}>
      ${this.copied === what ? 'Copied' : 'Copy'}
    </button>`;
  }

  private links() {
    if (!this.link) {
      return html`<p>
        This script is too large for a link, which holds up to 256 KiB. Save it as a file instead;
        the page opens it again by Open… or by dropping it.
      </p>`;
    }
    return html`
      <div>
        <label for="link">Link to this step</label>
        <div class="row">
          <input id="link" readonly .value=${this.link} />
          ${this.copyButton('link', this.link)}
        </div>
      </div>
      <div>
        <label for="embed">Embed in a page</label>
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
        The script is in the link itself: nothing is uploaded.
        <span role="status">${this.copied ? 'Copied to the clipboard.' : ''}</span>
      </p>
      <div><button @click=${this.save}>Save the script as a file</button></div>
    `;
  }
}

define('kmem-share-sheet', KmemShareSheet);
