/** One small form per call of the kernel: its arguments, and the command they make. */
import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { compose } from '../session/names.ts';
import { emit } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import type { Call } from './command-bar.ts';
import { KmemElement } from './kmem-element.ts';
import { send } from './shell-events.ts';

interface CallForm {
  readonly call: Call;
  fields(snapshot: Snapshot): TemplateResult;
  /** The command of what was filled in. */
  command(data: FormData, script: string): string;
}

const text = (data: FormData, name: string) => String(data.get(name) ?? '').trim();

function amount(name: string, value: string, label = name): TemplateResult {
  return html`<label
    >${message(`form.${label}`)}
    <input name=${name} .value=${value} required size="5" autocomplete="off" spellcheck="false"
  /></label>`;
}

function cacheChoice({ caches }: Snapshot): TemplateResult {
  const own = caches.filter(({ isKmalloc }) => !isKmalloc);
  const classes = caches.filter(({ isKmalloc }) => isKmalloc);
  return html`<label
    >${message('form.cache')}
    <select name="cache">
      ${[...own, ...classes].map(({ name }) => html`<option value=${name}>${name}</option>`)}
    </select></label
  >`;
}

const callForms: readonly CallForm[] = [
  {
    call: 'alloc_pages',
    fields: () => html`
      <label
        >${message('form.by')}
        <select name="unit">
          <option value="order">${message('form.order')}</option>
          <option value="bytes">${message('form.bytes')}</option>
        </select></label
      >
      ${amount('amount', '0')}
    `,
    command: (data, script) =>
      compose.allocPages(
        script,
        data.get('unit') === 'bytes' ? 'bytes' : 'order',
        text(data, 'amount'),
      ),
  },
  {
    call: 'kmalloc',
    fields: () => amount('bytes', '100'),
    command: (data, script) => compose.kmalloc(script, text(data, 'bytes')),
  },
  {
    call: 'kmem_cache_create',
    fields: () => html`
      ${amount('name', 'inode')} ${amount('size', '600', 'bytes')}
      <label><input type="checkbox" name="ctor" /> ${message('form.constructor')}</label>
    `,
    command: (data, script) =>
      compose.cacheCreate(script, text(data, 'name'), text(data, 'size'), data.has('ctor')),
  },
  {
    call: 'kmem_cache_alloc',
    fields: (snapshot) => html`${cacheChoice(snapshot)} ${amount('objects', '1')}`,
    command: (data, script) =>
      compose.cacheAlloc(script, text(data, 'cache'), Number(text(data, 'objects'))),
  },
  {
    call: 'kmem_cache_shrink',
    fields: cacheChoice,
    command: (data) => compose.cacheShrink(text(data, 'cache')),
  },
];

/** The form of one call. Sends the command it makes up, or what is to be freed. */
export class KmemCallForm extends KmemElement {
  @property() call: Call = 'free';
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) script = '';

  static override styles = [
    shared,
    css`
      input,
      select {
        min-height: 28px;
        padding: 0 6px;
        border: 1px solid var(--kmem-outline);
        border-radius: var(--kmem-radius);
        background: var(--kmem-raised);
        color: inherit;
        font: 400 var(--kmem-text-s) / 1.5 var(--kmem-mono);
      }
      form.call {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--kmem-space-2) var(--kmem-space-3);
        padding-top: var(--kmem-space-2);
      }
      form.call label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--kmem-muted);
        font-size: var(--kmem-text-s);
      }
      .go {
        min-height: 28px;
        padding: 0 var(--kmem-space-3);
        background: var(--kmem-ink);
        border-color: var(--kmem-ink);
        color: var(--kmem-paper);
      }
      select {
        max-width: 150px;
      }
    `,
  ];

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const form = callForms.find(({ call }) => call === this.call);
    if (form) send(this, 'kmem-act', form.command(data, this.script));
    if (this.call !== 'free') return;
    const chosen = this.snapshot?.handles.find((h) => String(h.handle) === data.get('handle'));
    if (chosen) emit(this, 'kmem-free', { pfn: chosen.pfn, offset: chosen.offset });
  };

  private freeFields({ handles }: Snapshot): TemplateResult {
    return html`<label
      >${message('form.free')}
      <select name="handle">
        ${handles.map(
          ({ handle, name, pfn }) =>
            html`<option value=${handle}>${message('form.choice', { name, pfn })}</option>`,
        )}
      </select></label
    >`;
  }

  override render() {
    const { snapshot } = this;
    if (!snapshot) return html``;
    const form = callForms.find(({ call }) => call === this.call);
    if (!form && snapshot.handles.length === 0) {
      return html`<p class="muted">${message('form.nothing')}</p>`;
    }
    return html`<form class="call" @submit=${this.submit}>
      ${form ? form.fields(snapshot) : this.freeFields(snapshot)}
      <button class="go">${message('form.run')}</button>
    </form>`;
  }
}

define('kmem-call-form', KmemCallForm);
