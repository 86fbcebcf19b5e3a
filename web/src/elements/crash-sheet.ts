import { css, html } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { message } from '../messages/messages.ts';
import type { CrashReport } from '../session/state-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { send } from './shell-events.ts';

const longest = 20_000;

/** What to send with a report: everything needed to see it happen again. */
export function reportText({ message: what, printed, text, position }: CrashReport): string {
  const script =
    text.length > longest ? `${text.slice(0, longest)}\n# … ${message('crash.shortened')}` : text;
  return [
    what,
    ...printed,
    message('crash.at', { command: position.command, event: position.event }),
    message('crash.in', { browser: navigator.userAgent }),
    '',
    script,
  ].join('\n');
}

/** The engine stopped: says so, keeps the script, and offers to go on. */
export class KmemCrashSheet extends KmemElement {
  @property({ attribute: false }) crash: CrashReport | null = null;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--kmem-space-3);
      }
      textarea {
        width: 100%;
        height: 240px;
        padding: 8px;
        border: 1px solid var(--kmem-outline);
        border-radius: var(--kmem-radius);
        background: var(--kmem-raised);
        color: inherit;
        font: 400 var(--kmem-text-s) / 1.5 var(--kmem-mono);
        resize: vertical;
      }
      button {
        min-height: 36px;
        padding: 0 var(--kmem-space-3);
        background: var(--kmem-ink);
        border-color: var(--kmem-ink);
        color: var(--kmem-paper);
      }
    `,
  ];

  override render() {
    if (!this.crash) return html``;
    return html`
      <p>${message('crash.what')}</p>
      <textarea readonly aria-label=${message('crash.report')} .value=${reportText(this.crash)}></textarea>
      <div>
        <button @click=${() => send(this, 'kmem-restart', null)}>${message('crash.restart')}</button>
      </div>
    `;
  }
}

define('kmem-crash-sheet', KmemCrashSheet);
