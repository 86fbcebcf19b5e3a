import { css, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Diagnostic } from '../engine/tables.ts';
import { message } from '../messages/messages.ts';
import { diagnosticText } from '../messages/sentence.ts';
import type { Draft } from '../session/state-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { send } from './shell-events.ts';

const lineHeight = 22;
/** Marks beyond this many would only slow typing down; the list below holds them all. */
const maxMarks = 100;

/**
 * Edits the script as text. What is wrong is marked in the line, and said beside it and below with
 * line and column; a click on it puts the caret there.
 */
export class KmemEditor extends KmemElement {
  @property({ attribute: false }) draft: Draft | null = null;
  @state() private offset = { left: 0, top: 0 };
  /** The diagnostic that is said beside its line. */
  @state() private chosen = 0;
  @query('textarea') private readonly area!: HTMLTextAreaElement | null;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto auto;
        gap: var(--kmem-space-2);
      }
      .page {
        position: relative;
        min-height: 120px;
        overflow: hidden;
        border-block: 1px solid var(--kmem-line);
        font: 400 var(--kmem-text-s) / 22px var(--kmem-mono);
      }
      .page:focus-within {
        border-color: var(--kmem-ink);
        box-shadow: 0 1px 0 var(--kmem-ink), 0 -1px 0 var(--kmem-ink);
      }
      textarea:focus-visible {
        outline: 0;
      }
      .numbers,
      .marks {
        position: absolute;
        inset: 0;
        overflow: hidden;
        pointer-events: none;
      }
      .numbers {
        width: 36px;
        padding-right: 8px;
        color: var(--kmem-muted);
        text-align: right;
        white-space: pre;
      }
      .marks {
        left: 40px;
        white-space: pre;
      }
      .moved {
        position: absolute;
        width: 100%;
      }
      .numbers b {
        color: var(--kmem-now-ink);
      }
      .mark {
        position: absolute;
        height: 22px;
        border-bottom: 2px solid var(--kmem-now);
        background: var(--kmem-now-pale);
      }
      .beside {
        position: absolute;
        right: 8px;
        left: 0;
        width: fit-content;
        padding: 2px 8px;
        border-left: 3px solid var(--kmem-now);
        background: var(--kmem-now-pale);
        color: var(--kmem-now-ink);
        font-family: var(--kmem-sans);
        line-height: 1.4;
        white-space: normal;
      }
      textarea {
        position: absolute;
        inset: 0 0 0 40px;
        width: calc(100% - 40px);
        height: 100%;
        margin: 0;
        padding: 0;
        border: 0;
        outline: 0;
        resize: none;
        background: none;
        color: var(--kmem-ink);
        font: inherit;
        white-space: pre;
        overflow: auto;
        tab-size: 2;
      }
      .problems {
        max-height: 132px;
        overflow: auto;
      }
      .problems button {
        width: 100%;
        padding: 3px 0 3px 8px;
        border: 0;
        border-left: 3px solid var(--kmem-now);
        border-radius: 0;
        background: none;
        text-align: left;
      }
      .problems b {
        color: var(--kmem-now-ink);
      }
      .actions {
        display: flex;
        gap: var(--kmem-space-2);
      }
      .actions button {
        min-height: 32px;
        padding: 0 var(--kmem-space-3);
      }
      .run {
        background: var(--kmem-ink);
        border-color: var(--kmem-ink);
        color: var(--kmem-paper);
      }
    `,
  ];

  override firstUpdated(): void {
    this.area?.focus();
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('draft');
    const first = this.draft?.diagnostics[0];
    if (first && before?.diagnostics !== this.draft?.diagnostics) this.choose(0);
  }

  private choose(index: number): void {
    this.chosen = index;
    const diagnostic = this.draft?.diagnostics[index];
    if (diagnostic) this.goTo(diagnostic);
  }

  /** Puts the caret on what a diagnostic is about, and brings its line into sight. */
  private goTo({ line, column, length }: Diagnostic): void {
    const area = this.area;
    if (!area) return;
    const lines = area.value.split('\n');
    const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const text = lines[line - 1] ?? '';
    const from = before + [...text].slice(0, column - 1).join('').length;
    area.focus();
    area.setSelectionRange(from, Math.min(from + length, before + text.length));
    area.scrollTop = Math.max(0, (line - 3) * lineHeight);
  }

  private onScroll(): void {
    const { scrollLeft: left = 0, scrollTop: top = 0 } = this.area ?? {};
    this.offset = { left, top };
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send(this, 'kmem-edit', 'run');
    }
  }

  /** Diagnostics of the text as it stands; none while it has changed since it was checked. */
  private get current(): readonly Diagnostic[] {
    return this.draft && this.draft.text === this.draft.checked ? this.draft.diagnostics : [];
  }

  private numbers(lines: readonly string[]) {
    const wrong = new Set(this.current.map(({ line }) => line));
    const first = Math.max(1, Math.floor(this.offset.top / lineHeight));
    const last = Math.min(lines.length, first + 80);
    const rows = [];
    for (let n = first; n <= last; n += 1) {
      rows.push(wrong.has(n) ? html`<b>${n}</b>` : html`${n}`, '\n');
    }
    const offset = (first - 1) * lineHeight - this.offset.top;
    return html`<div class="numbers" aria-hidden="true">
      <div class="moved" .style=${`top: ${offset}px; right: 8px`}>${rows}</div>
    </div>`;
  }

  private mark({ line, column, length }: Diagnostic) {
    const top = (line - 1) * lineHeight - this.offset.top;
    const left = `calc(${column - 1}ch - ${this.offset.left}px)`;
    const place = `top: ${top}px; left: ${left}; width: ${Math.max(1, length)}ch`;
    return html`<div class="mark" .style=${place}></div>`;
  }

  /** Under the line of the diagnostic the reader is at, what is wrong with it. */
  private beside() {
    const at = this.current[this.chosen];
    if (!at) return nothing;
    const top = at.line * lineHeight - this.offset.top;
    return html`<div class="beside" .style=${`top: ${top}px`}>${diagnosticText(at)}</div>`;
  }

  private problems() {
    if (this.current.length === 0) return nothing;
    return html`<div class="problems" role="alert"><ul>
      ${this.current.map(
        (d, index) =>
          html`<li>
            <button @click=${() => this.choose(index)}>
              <b>${message('editor.place', { line: d.line, column: d.column })}</b> ${diagnosticText(d)}
            </button>
          </li>`,
      )}
    </ul></div>`;
  }

  override render() {
    const text = this.draft?.text ?? '';
    const lines = text.split('\n');
    return html`
      <div class="page">
        ${this.numbers(lines)}
        <div class="marks" aria-hidden="true">
          ${this.current.slice(0, maxMarks).map((d) => this.mark(d))}
        </div>
        <textarea
          aria-label=${message('editor.script')}
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          .value=${text}
          aria-invalid=${this.current.length > 0}
          @input=${(e: InputEvent) =>
            send(this, 'kmem-draft', (e.target as HTMLTextAreaElement).value)}
          @scroll=${this.onScroll}
          @keydown=${this.onKey}
        ></textarea>
        <div class="marks" aria-hidden="true">${this.beside()}</div>
      </div>
      ${this.problems()}
      <div class="actions">
        <button class="run" title=${message('editor.run_key')} @click=${() => send(this, 'kmem-edit', 'run')}>
          ${message('editor.run')}
        </button>
        <button @click=${() => send(this, 'kmem-edit', 'discard')}>${message('editor.discard')}</button>
      </div>
    `;
  }
}

define('kmem-editor', KmemEditor);
