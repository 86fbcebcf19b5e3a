/**
 * What would my struct cost? Its slab in a cache of its own and in kmalloc, of SLUB and of classic
 * SLAB, byte by byte as bars, and the sizes around at which that changes.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { askCost, costModule } from '../engine/cost.ts';
import {
  type CostError,
  type CostModule,
  type CostNeighbours,
  type CostQuestion,
  type CostRow,
  type StructCost,
  slabFlags,
} from '../engine/cost-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes, number } from '../messages/quantities.ts';
import { shared } from '../styles/shared.ts';
import { costStyles } from './cost-styles.ts';
import { KmemElement } from './kmem-element.ts';

const cpuChoices = [1, 2, 4, 8, 16, 32, 64];
const aligns = [0, 8, 16, 32, 64, 128, 256, 4096];
type FlagName = keyof typeof slabFlags;
const flagNames = Object.keys(slabFlags) as FlagName[];

/** Bytes of memory for each object, whatever they are used for. */
export const perObject = ({ slabBytes, objects }: CostRow): number => slabBytes / objects;

export class KmemCostSheet extends KmemElement {
  @state() private module: CostModule | null = null;
  @state() private failed = false;
  @state() private question: CostQuestion = { size: 700, align: 0, flags: 0, ctor: false, cpus: 1 };

  static override styles = [shared, costStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    costModule().then(
      (module) => {
        this.module = module;
      },
      () => {
        this.failed = true;
      },
    );
  }

  private ask(part: Partial<CostQuestion>): void {
    this.question = { ...this.question, ...part };
  }

  private select(
    key: 'align' | 'cpus',
    choices: readonly number[],
    text: (value: number) => string,
  ): TemplateResult {
    const onChange = (event: Event) =>
      this.ask({ [key]: Number((event.target as HTMLSelectElement).value) });
    return html`<label
      ><span>${message(`cost.${key}`)}</span>
      <select @change=${onChange}>
        ${choices.map(
          (value) =>
            html`<option value=${value} .selected=${value === this.question[key]}>${text(value)}</option>`,
        )}
      </select></label
    >`;
  }

  private flag(name: FlagName): TemplateResult {
    const bit = slabFlags[name];
    const toggle = () => this.ask({ flags: this.question.flags ^ bit });
    return html`<label class="check" title=${message(`cost.flag.${name}`)}
      ><input type="checkbox" .checked=${(this.question.flags & bit) !== 0} @change=${toggle} />
      <code>${name}</code></label
    >`;
  }

  private form(): TemplateResult {
    const onSize = (event: Event) =>
      this.ask({ size: Number((event.target as HTMLInputElement).value) });
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
      <label
        ><span>${message('cost.size')}</span>
        <input
          type="number"
          min="1"
          max="4194304"
          .value=${String(this.question.size)}
          @input=${onSize}
      /></label>
      ${this.select('align', aligns, (value) => (value === 0 ? message('cost.no_align') : String(value)))}
      ${this.select('cpus', cpuChoices, String)}
      <fieldset>
        <legend>${message('cost.flags')}</legend>
        ${flagNames.map((name) => this.flag(name))}
        <label class="check"
          ><input
            type="checkbox"
            .checked=${this.question.ctor}
            @change=${() => this.ask({ ctor: !this.question.ctor })}
          />
          ${message('cost.ctor')}</label
        >
      </fieldset>
    </form>`;
  }

  private row(row: CostRow, cheapest: number): TemplateResult {
    const least = perObject(row) <= cheapest;
    const { slabBytes, used, rounding, tail, objects, order, size } = row;
    const part = (name: string, bytes: number) =>
      bytes === 0
        ? nothing
        : html`<span class=${name} .style=${`width: ${(bytes / slabBytes) * 100}%`}></span>`;
    return html`<li>
      <div class="line">
        <h3>${rowName(row)}</h3>
        <b>${message('cost.per_object', { average: average(row) })}</b>
        ${least ? html`<span class="least">${message('cost.least')}</span>` : nothing}
      </div>
      <div class="bar" aria-hidden="true">
        ${part('used', used)}${part('rounding', rounding)}${part('tail', tail)}
      </div>
      <p class="muted">
        ${message('cost.layout', { objects, order, bytes: formatBytes(slabBytes), size })}
        ${message('cost.parts', { rounding, tail })}
        ${row.table > 0 ? message('cost.table', { table: row.table }) : ''}
        ${row.colours > 1 ? message('cost.colours', { n: row.colours }) : ''}
      </p>
    </li>`;
  }

  private answer(cost: StructCost): TemplateResult {
    const cheapest = Math.min(...cost.rows.map(perObject));
    return html`<ol>
        ${cost.rows.map((row) => this.row(row, cheapest))}
      </ol>
      <p class="legend muted">
        <span class="key used"></span>${message('cost.key.used')}
        <span class="key rounding"></span>${message('cost.key.rounding')}
        <span class="key tail"></span>${message('cost.key.tail')}
      </p>
      ${cost.neighbours.map((at, index) => html`<p>${neighbourText(at, index)}</p>`)}`;
  }

  private result(): TemplateResult {
    if (this.failed) return html`<p>${message('cost.failed')}</p>`;
    if (!this.module) return html`<p class="muted">${message('app.opening')}</p>`;
    const cost = askCost(this.module, this.question);
    return 'error' in cost
      ? html`<p class="problem">${errorText(cost.error)}</p>`
      : this.answer(cost);
  }

  protected override render(): TemplateResult {
    return html`${this.form()}
      <div role="status">${this.result()}</div>`;
  }
}

function rowName({ allocator, kmallocClass, pages }: CostRow): string {
  const name = message(`cost.${allocator}`);
  if (pages) return message('cost.row.pages', { name });
  if (kmallocClass > 0)
    return message('cost.row.kmalloc', { name, size: kmallocName(kmallocClass) });
  return message('cost.row.own', { name });
}

/** `kmalloc-1k`, as the kernel names its classes. */
export const kmallocName = (size: number): string =>
  size >= 1 << 20
    ? `kmalloc-${size >> 20}M`
    : size >= 1024
      ? `kmalloc-${size >> 10}k`
      : `kmalloc-${size}`;

/** With one digit behind the point: what counts as several in every language. */
const average = (row: CostRow): string => number(perObject(row), 1);

const errorText = (error: CostError): string => message(`cost.error.${error}`);

function neighbourText({ sameFrom, sameTo, below, above }: CostNeighbours, index: number): string {
  const name = message(index === 0 ? 'cost.slub' : 'cost.slab');
  return [
    message('cost.same', { name, from: sameFrom, to: sameTo }),
    below ? message('cost.below', { size: sameFrom - 1, average: average(below) }) : '',
    above ? message('cost.above', { size: sameTo + 1, average: average(above) }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

define('kmem-cost-sheet', KmemCostSheet);
