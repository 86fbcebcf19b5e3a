import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Snapshot } from '../engine/snapshot-types.ts';
import type { Diagnostic } from '../engine/tables.ts';
import { message } from '../messages/messages.ts';
import { diagnosticText } from '../messages/sentence.ts';
import { shared } from '../styles/shared.ts';
import { icons } from './icons.ts';
import { KmemElement } from './kmem-element.ts';
import { need } from './late.ts';
import { send } from './shell-events.ts';

const maxHistory = 100;

const calls = [
  'alloc_pages',
  'kmalloc',
  'kmem_cache_create',
  'kmem_cache_alloc',
  'kmem_cache_shrink',
  'free',
] as const;

/** What can be asked for with a form of its own. */
export type Call = (typeof calls)[number];

/** Ask for something yourself: type a command, or fill in a call. */
export class KmemCommandBar extends KmemElement {
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) problems: readonly Diagnostic[] = [];
  @property({ attribute: false }) script = '';
  @property({ type: Number }) undoable = 0;
  @state() private form: Call | null = null;
  @query('#typed') private readonly input!: HTMLInputElement | null;
  private readonly typed: string[] = [];
  private recalled = 0;

  static override styles = [
    shared,
    css`
      .typed {
        direction: ltr;
        display: flex;
        align-items: center;
        gap: var(--kmem-space-2);
        border-bottom: 1px solid var(--kmem-outline);
      }
      .typed:focus-within {
        border-bottom-color: var(--kmem-ink);
        box-shadow: 0 1px 0 var(--kmem-ink);
      }
      .prompt {
        color: var(--kmem-now-ink);
        font: 650 var(--kmem-text-m) / 1 var(--kmem-mono);
      }
      input {
        min-height: 28px;
        padding: 0 6px;
        border: 1px solid var(--kmem-outline);
        border-radius: var(--kmem-radius);
        background: var(--kmem-raised);
        color: inherit;
        font: 400 var(--kmem-text-s) / 1.5 var(--kmem-mono);
      }
      #typed {
        flex: 1;
        min-width: 0;
        min-height: 36px;
        padding: 0;
        border: 0;
        outline: 0;
        background: none;
      }
      ::placeholder {
        color: var(--kmem-muted);
        opacity: 1;
      }
      .calls {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 4px;
        margin-top: var(--kmem-space-2);
        margin-inline-start: -6px;
      }
      .calls button {
        padding: 0 6px;
        border: 0;
        background: none;
        font: 400 var(--kmem-text-s) / 24px var(--kmem-mono);
        text-decoration: underline dotted var(--kmem-outline);
        text-underline-offset: 4px;
      }
      .calls button[aria-expanded='true'] {
        background: var(--kmem-ink);
        color: var(--kmem-paper);
        text-decoration: none;
      }
      .undo {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        border: 0;
        background: none;
      }
      .problem {
        padding: 4px 0 4px 8px;
        border-inline-start: 3px solid var(--kmem-now);
        font-size: var(--kmem-text-s);
      }
      .problem b {
        color: var(--kmem-now-ink);
      }
    `,
  ];

  override focus(): void {
    this.input?.focus();
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.input?.value.trim();
    if (!text || !this.input) return;
    this.typed.push(text);
    if (this.typed.length > maxHistory) this.typed.shift();
    this.recalled = this.typed.length;
    send(this, 'kmem-act', text);
  }

  /** Clears the line once its command was carried out. */
  clear(): void {
    if (this.input) this.input.value = '';
  }

  private recall(event: KeyboardEvent): void {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !this.input) return;
    event.preventDefault();
    this.recalled = Math.min(this.typed.length, Math.max(0, this.recalled + by));
    this.input.value = this.typed[this.recalled] ?? '';
  }

  private toggle(form: Call): void {
    this.form = this.form === form ? null : form;
  }

  private callButton(form: Call) {
    return html`<button
      aria-expanded=${this.form === form}
      ?disabled=${!this.snapshot}
      @click=${() => this.toggle(form)}
    >
      ${form === 'free' ? message('command.free') : form}
    </button>`;
  }

  private openForm() {
    if (!this.form || !this.snapshot) return nothing;
    need('forms');
    return html`<kmem-call-form
      .call=${this.form}
      .snapshot=${this.snapshot}
      .script=${this.script}
    ></kmem-call-form>`;
  }

  private problem() {
    const [first] = this.problems;
    if (!first) return nothing;
    return html`<p class="problem" role="alert">
      <b>${message('command.column', { column: first.column })}</b> ${diagnosticText(first)}
    </p>`;
  }

  override render() {
    return html`
      <form class="typed" @submit=${this.submit}>
        <span class="prompt" aria-hidden="true">›</span>
        <input
          id="typed"
          aria-label=${message('command.label')}
          placeholder="b = alloc_pages(1)"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="go"
          @keydown=${this.recall}
        />
        ${
          this.undoable > 0
            ? html`<button class="undo" type="button" @click=${() => send(this, 'kmem-undo', null)}>
                ${icons.undo} ${message('app.undo')}
              </button>`
            : nothing
        }
      </form>
      ${this.problem()}
      <div class="calls" role="group" aria-label=${message('command.calls')}>
        ${calls.map((call) => this.callButton(call))}
      </div>
      ${this.openForm()}
    `;
  }
}

define('kmem-command-bar', KmemCommandBar);
