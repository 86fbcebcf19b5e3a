import { css, html } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { message } from '../messages/messages.ts';
import { shared } from '../styles/shared.ts';
import { languageChoice } from './header.ts';
import { icons } from './icons.ts';
import { KmemElement } from './kmem-element.ts';
import type { SheetName } from './sheets.ts';
import { send } from './shell-events.ts';
import type { Theme } from './theme.ts';

/** On phones: what the line on top has no room for. */
export class KmemMenuSheet extends KmemElement {
  @property() theme: Theme = 'light';

  static override styles = [
    shared,
    css`
      li + li {
        border-top: 1px solid var(--kmem-line);
      }
      button,
      label {
        display: flex;
        align-items: center;
        gap: var(--kmem-space-3);
        width: 100%;
        min-height: 48px;
        padding: 0;
        border: 0;
        border-radius: 0;
        background: none;
        font-size: 1rem;
        text-align: start;
      }
      label .sr-only {
        position: static;
        width: auto;
        height: auto;
        margin: 0;
        flex: 1;
        clip-path: none;
      }
      label svg {
        display: none;
      }
      select {
        min-height: 40px;
        padding: 0 8px;
        border: 1px solid var(--kmem-outline);
        border-radius: var(--kmem-radius);
        background: var(--kmem-raised);
        color: inherit;
        font: inherit;
      }
    `,
  ];

  private row(icon: keyof typeof icons, key: string, act: () => void) {
    return html`<li><button @click=${act}>${icons[icon]} ${message(key)}</button></li>`;
  }

  private show(name: SheetName): void {
    send(this, 'kmem-dialog', name);
  }

  override render() {
    const dark = this.theme === 'dark';
    const toggle = () => send(this, 'kmem-theme', dark ? 'light' : 'dark');
    return html`<ul>
      ${this.row('examples', 'app.examples', () => this.show('examples'))}
      ${this.row('compare', 'app.compare', () => send(this, 'kmem-compare', {}))}
      ${this.row('open', 'app.open', () => send(this, 'kmem-pick', null))}
      ${this.row('share', 'app.share', () => this.show('share'))}
      ${this.row('export', 'app.export', () => this.show('export'))}
      ${this.row('present', 'app.present', () => this.show('present'))}
      ${this.row('help', 'app.help', () => this.show('help'))}
      ${this.row(dark ? 'sun' : 'moon', dark ? 'app.light' : 'app.dark', toggle)}
      <li>${languageChoice(this, this.language)}</li>
    </ul>`;
  }
}

define('kmem-menu-sheet', KmemMenuSheet);
