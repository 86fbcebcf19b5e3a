/** One small form per call of the kernel: its arguments, and the command they make. */
import { html, type TemplateResult } from 'lit';
import type { Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { compose } from '../session/names.ts';

export interface CallForm {
  readonly call: string;
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

export const callForms: readonly CallForm[] = [
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
