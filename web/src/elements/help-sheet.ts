import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { shared } from '../styles/shared.ts';
import { keyRows } from './keys.ts';
import { send } from './shell-events.ts';

/** How to read the picture, and which keys there are. */
export class KmemHelpSheet extends LitElement {
  @property({ type: Boolean }) characters = true;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--kmem-space-4);
      }
      p {
        max-width: 60ch;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 3px var(--kmem-space-4) 3px 0;
        font-weight: 400;
        text-align: left;
      }
      kbd {
        font: 400 var(--kmem-text-s) / 1.5 var(--kmem-mono);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--kmem-space-2);
        min-height: 32px;
      }
      input {
        width: 18px;
        height: 18px;
        margin: 0;
        accent-color: var(--kmem-ink);
      }
    `,
  ];

  override render() {
    return html`
      <section>
        <h3>Reading the picture</h3>
        <p>
          Left to right is the address. Each row is an order: a block lies in the row of its order,
          as wide as it is large. Hollow is free, blue is pages handed out, green is a slab, and
          orange is what the present request touched. Beside each row stands its free list, head
          first.
        </p>
      </section>
      <section>
        <h3>Doing something</h3>
        <p>
          Select a block or an object to see it opened up, and free it from there. Type a command
          under the script, or edit the script. Acting in the past drops what followed; Undo brings
          it back. A <code>.kmem</code> script or a kernel trace (ftrace text) opens by dropping it
          on the page.
        </p>
      </section>
      <section>
        <h3>Keys</h3>
        <table>
          ${keyRows.map(
            ({ label, does }) => html`<tr>
              <th scope="row"><kbd>${label}</kbd></th>
              <td>${does}</td>
            </tr>`,
          )}
        </table>
        <label>
          <input
            type="checkbox"
            .checked=${this.characters}
            @change=${(e: Event) =>
              send(this, 'kmem-shortcuts', (e.target as HTMLInputElement).checked)}
          />
          Single-character keys (space, [ ], / and ?)
        </label>
      </section>
    `;
  }
}

define('kmem-help-sheet', KmemHelpSheet);
