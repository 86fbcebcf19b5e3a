import { css, html, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { type Language, languageOf, spokenLanguages, tagOf } from '../messages/languages.ts';
import { message } from '../messages/messages.ts';
import { shared } from '../styles/shared.ts';
import { icons } from './icons.ts';
import { KmemElement } from './kmem-element.ts';
import type { SheetName } from './sheets.ts';
import { send } from './shell-events.ts';
import type { Size } from './sizes.ts';
import type { Theme } from './theme.ts';

interface Tool {
  readonly icon: keyof typeof icons;
  readonly key: string;
  readonly act: () => void;
  /** On phones only in the menu. */
  readonly inMenu?: boolean;
}

/** Pixels that the name of what is open, or of the product, has at least. */
const leastTitle = 260;

/**
 * The line on top: what is open, and what the page offers. Where there is no room for words there
 * are signs, and the rest waits in a menu.
 */
export class KmemHeader extends KmemElement {
  @property() titleText = '';
  @property() size: Size = 'desktop';
  @property() theme: Theme = 'light';
  /** Signs instead of words: there is too little room, or the words are too long for it. */
  @property({ type: Boolean, reflect: true }) signs = false;
  @query('#file') private readonly picker!: HTMLInputElement | null;

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--kmem-space-5);
        padding-inline: var(--kmem-space-5) var(--kmem-space-4);
        border-bottom: 1px solid var(--kmem-line);
      }
      .product {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        font-size: 1.0625rem;
        font-weight: var(--kmem-bold);
        white-space: nowrap;
      }
      .now {
        margin: 0;
        font-size: inherit;
        font-weight: 400;
        flex: 1;
        min-width: 0;
        overflow: hidden;
        color: var(--kmem-muted);
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .tools {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .tools button,
      label {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 4px;
        min-height: 36px;
        min-width: 36px;
        padding: 0 10px;
        border: 0;
        border-radius: 6px;
        background: none;
        white-space: nowrap;
      }
      .tools button:hover,
      label:hover {
        background: color-mix(in srgb, var(--kmem-ink) 6%, transparent);
      }
      .tools button svg {
        display: none;
      }
      .tools .sign svg {
        display: block;
      }
      label {
        position: relative;
        padding: 0;
      }
      label svg {
        position: absolute;
        inset-inline-end: 8px;
        pointer-events: none;
      }
      select {
        min-height: 36px;
        padding: 0 28px 0 10px;
        border: 0;
        border-radius: 6px;
        appearance: none;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      :dir(rtl) select {
        padding: 0 10px 0 28px;
      }
      option {
        background: var(--kmem-paper);
        color: var(--kmem-ink);
      }
      @media print {
        .tools {
          display: none;
        }
      }
      :host(:not([size='desktop'])) {
        gap: var(--kmem-space-2);
        padding-inline: var(--kmem-space-4) var(--kmem-space-2);
        .product {
          display: none;
        }
        .now {
          color: var(--kmem-ink);
          font-weight: var(--kmem-bold);
        }
      }
      :host([signs]) {
        .word,
        label,
        .menu-only {
          display: none;
        }
        .tools button svg {
          display: block;
        }
        .tools button {
          min-width: 40px;
          min-height: 44px;
          padding: 0;
        }
      }
    `,
  ];

  private readonly widths = new ResizeObserver(() => this.requestUpdate());

  private readonly tools: readonly Tool[] = [
    { icon: 'course', key: 'app.course', act: () => send(this, 'kmem-course', null) },
    { icon: 'examples', key: 'app.examples', act: () => this.show('examples') },
    {
      icon: 'compare',
      key: 'app.compare',
      act: () => send(this, 'kmem-compare', {}),
      inMenu: true,
    },
    { icon: 'open', key: 'app.open', act: () => this.picker?.click(), inMenu: true },
    { icon: 'share', key: 'app.share', act: () => this.show('share') },
    { icon: 'export', key: 'app.export', act: () => this.show('export'), inMenu: true },
    { icon: 'present', key: 'app.present', act: () => this.show('present'), inMenu: true },
  ];

  private measured = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.widths.observe(this);
  }

  override disconnectedCallback(): void {
    this.widths.disconnect();
    super.disconnectedCallback();
  }

  /** With words first; if they leave no room for the title, with signs. */
  protected override updated(): void {
    const asked = `${this.size} ${this.language} ${this.clientWidth} ${message('app.share')}`;
    if (asked === this.measured) return;
    this.measured = asked;
    this.signs = this.size === 'phone';
    void this.updateComplete.then(() => {
      const tools = this.renderRoot.querySelector('.tools')?.scrollWidth ?? 0;
      this.signs ||= tools + leastTitle > this.clientWidth;
    });
  }

  /** Lets the reader pick a file; also called from the menu. */
  pickFile(): void {
    this.picker?.click();
  }

  private show(name: SheetName): void {
    send(this, 'kmem-dialog', name);
  }

  private onPick(): void {
    const file = this.picker?.files?.[0];
    if (file) send(this, 'kmem-open-file', file);
    if (this.picker) this.picker.value = ''; // picking the same file again must count
  }

  private tool({ icon, key, act, inMenu }: Tool) {
    const word = message(key);
    return html`<button class=${inMenu ? 'menu-only' : ''} aria-label=${word} @click=${act}>
      ${icons[icon]}<span class="word">${word}</span>
    </button>`;
  }

  private sign(icon: keyof typeof icons, label: string, title: string, act: () => void) {
    return html`<button class="sign" aria-label=${label} title=${title} @click=${act}>
      ${icons[icon]}
    </button>`;
  }

  private themeButton() {
    const dark = this.theme === 'dark';
    const label = message(dark ? 'app.light' : 'app.dark');
    const toggle = () => send(this, 'kmem-theme', dark ? 'light' : 'dark');
    return this.sign(dark ? 'sun' : 'moon', label, label, toggle);
  }

  override render() {
    const { signs } = this;
    const title =
      this.size === 'desktop'
        ? html`<span class="now">${this.titleText}</span>`
        : html`<h1 class="now">${this.titleText}</h1>`;
    return html`
      <span class="product">${message('app.name')}</span>
      ${title}
      <slot></slot>
      <div class="tools">
        ${this.tools.map((tool) => this.tool(tool))}
        ${signs ? nothing : languageChoice(this, this.language)} ${this.themeButton()}
        ${this.sign('help', message('app.help'), message('app.help_key'), () => this.show('help'))}
        ${signs ? this.sign('more', message('app.menu'), message('app.menu'), () => this.show('menu')) : nothing}
      </div>
      <input
        id="file"
        type="file"
        hidden
        tabindex="-1"
        aria-label=${message('app.file')}
        @change=${this.onPick}
      />
    `;
  }
}

/** `English ▾`. A language that is only for testing is listed while it is spoken. */
export function languageChoice(from: EventTarget, language: Language) {
  const listed = spokenLanguages.some(([name]) => name === language);
  const rows = listed ? spokenLanguages : [...spokenLanguages, [language, language] as const];
  const onChange = (event: Event) => {
    const chosen = languageOf((event.target as HTMLSelectElement).value);
    if (chosen) send(from, 'kmem-language', chosen);
  };
  return html`<label
    ><span class="sr-only">${message('app.language')}</span>
    <select @change=${onChange}>
      ${rows.map(
        ([name, own]) =>
          html`<option value=${name} lang=${tagOf(name)} .selected=${name === language}>${own}</option>`,
      )}
    </select>
    ${icons.down}</label
  >`;
}

define('kmem-header', KmemHeader);
