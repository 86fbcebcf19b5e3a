import { css, html } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { message } from '../messages/messages.ts';
import { listScenarios, type ScenarioEntry } from '../session/scenarios.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { send } from './shell-events.ts';

/** The gallery: every scenario with its title and what it shows. */
export class KmemScenarioMenu extends KmemElement {
  @property() current = '';
  @state() private entries: readonly ScenarioEntry[] = [];

  static override styles = [
    shared,
    css`
      ol {
        margin-inline: calc(-1 * var(--kmem-space-3));
      }
      button {
        display: block;
        width: 100%;
        min-height: 44px;
        padding: var(--kmem-space-2) var(--kmem-space-3);
        border: 0;
        border-inline-start: 3px solid transparent;
        border-radius: 0;
        background: none;
        text-align: start;
      }
      li + li button {
        border-top: 1px solid var(--kmem-line);
      }
      button:hover {
        background: color-mix(in srgb, var(--kmem-ink) 5%, transparent);
      }
      button[aria-current='true'] {
        border-inline-start-color: var(--kmem-now);
        background: var(--kmem-now-pale);
      }
      b {
        display: block;
        font-weight: var(--kmem-bold);
      }
      button[aria-current='true'] .muted {
        color: var(--kmem-ink);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    listScenarios().then(
      (entries) => {
        this.entries = entries;
      },
      () => {}, // offline: the list stays empty, and says so
    );
  }

  override render() {
    if (this.entries.length === 0) return html`<p class="muted">${message('examples.loading')}</p>`;
    return html`<ol>
      ${this.entries.map(
        ({ name, title, about }) =>
          html`<li>
            <button
              aria-current=${name === this.current}
              @click=${() => send(this, 'kmem-open-scenario', name)}
            >
              <b>${title}</b>
              <span class="muted">${about}</span>
            </button>
          </li>`,
      )}
    </ol>`;
  }
}

define('kmem-scenario-menu', KmemScenarioMenu);
