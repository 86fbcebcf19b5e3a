import { css, html } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { message } from '../messages/messages.ts';
import { shared } from '../styles/shared.ts';
import { type KeyRow, keyRows } from './keys.ts';
import { KmemElement } from './kmem-element.ts';
import { send } from './shell-events.ts';

/** Keys that mean something only where they are pressed: on the picture, and while presenting. */
const placeKeys = [
  [
    'help.picture',
    ['walk', '← → ↑ ↓'],
    ['select', '⏎'],
    ['free', 'F'],
    ['zoom', '+ −'],
    ['whole', '0'],
  ],
  [
    'help.presenting',
    ['next', 'PgDn → ⎵'],
    ['previous', 'PgUp ←'],
    ['commands', '↓ ↑'],
    ['black', 'B'],
    ['leave', 'Esc'],
  ],
] as const;

/** As the help lists it: `Shift →`. */
function keyLabel({ label, shift }: KeyRow): string {
  const key = label.startsWith('key.') ? message(label) : label;
  return shift ? message('key.name.shift', { key }) : key;
}

/** How to read the picture, and which keys there are. */
export class KmemHelpSheet extends KmemElement {
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
        text-align: start;
      }
      h4 {
        margin: var(--kmem-space-3) 0 0;
        font-weight: var(--kmem-bold);
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
        <h3>${message('help.reading')}</h3>
        <p>${message('help.reading_text')}</p>
      </section>
      <section>
        <h3>${message('help.doing')}</h3>
        <p>${message('help.doing_text')}</p>
      </section>
      <section>
        <h3>${message('help.keys')}</h3>
        <table>
          ${keyRows.map(
            (row) => html`<tr>
              <th scope="row"><kbd>${keyLabel(row)}</kbd></th>
              <td>${message(`key.${row.action}`)}</td>
            </tr>`,
          )}
        </table>
        ${placeKeys.map(
          ([title, ...rows]) => html`<h4>${message(title)}</h4>
            <table>
              ${rows.map(
                ([action, keys]) => html`<tr>
                  <th scope="row"><kbd>${keys}</kbd></th>
                  <td>${message(`key.at.${action}`)}</td>
                </tr>`,
              )}
            </table>`,
        )}
        <label>
          <input
            type="checkbox"
            .checked=${this.characters}
            @change=${(e: Event) =>
              send(this, 'kmem-shortcuts', (e.target as HTMLInputElement).checked)}
          />
          ${message('help.single_keys')}
        </label>
      </section>
    `;
  }
}

define('kmem-help-sheet', KmemHelpSheet);
