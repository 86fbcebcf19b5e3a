/** The free lists of one order, one for each type, head first: in columns that all orders share. */
import { css, html, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import { listedTypes, type TypedList } from '../../engine/linux-types.ts';
import { message } from '../../messages/messages.ts';
import { number } from '../../messages/quantities.ts';
import { letterOf } from '../../render/mobility.ts';
import { emit } from '../../session/view-types.ts';
import { shared } from '../../styles/shared.ts';
import type { ChipMarks } from '../free-list.ts';
import { KmemElement } from '../kmem-element.ts';
import { listStyles } from './linux-styles.ts';

/** Shares of the width: movable lists are the longest, the reserve's the shortest. */
const shares = [1, 1.25, 1, 0.6];
const all = shares.reduce((sum, share) => sum + share, 0);
export const columns = shares.map((share) => `minmax(0, ${share}fr)`).join(' ');
const gap = 6;

const digitWidth = 7.3;
const chipPixels = (pfn: number): number => Math.max(24, 10 + String(pfn).length * digitWidth) + 4;

/** How many chips stand in `width` pixels; 0 where not even the first one does. */
export function shownOf({ list, nrFree }: TypedList, width: number): number {
  const counted = nrFree > 1 ? 6 + digitWidth * number(nrFree).length : 0;
  let left = width;
  for (const [index, pfn] of list.entries()) {
    left -= chipPixels(pfn);
    const last = index + 1 === nrFree;
    if (left < (last ? 0 : counted)) return index;
  }
  return list.length;
}

export class KmemTypedLists extends KmemElement {
  @property({ attribute: false }) lists: readonly TypedList[] = [];
  @property({ type: Number }) order = 0;
  /** CSS pixels. */
  @property({ type: Number }) width = 0;
  @property({ attribute: false }) marks: ChipMarks | null = null;

  static override styles = [
    shared,
    listStyles,
    css`
      :host {
        width: 100%;
        height: 100%;
      }
      .cells {
        grid-template-columns: ${unsafeCSS(columns)};
      }
    `,
  ];

  private chip(pfn: number): TemplateResult {
    const { marks } = this;
    const classes = [
      'chip',
      marks?.now.has(pfn) ? 'now' : '',
      marks?.chosen === pfn ? 'chosen' : '',
      marks?.buddy === pfn ? 'buddy' : '',
      marks?.hovered === pfn ? 'hovered' : '',
    ];
    return html`<button
      class=${classes.filter(Boolean).join(' ')}
      tabindex="-1"
      aria-label=${message('chip.free', { pfn, order: this.order })}
      aria-pressed=${marks?.chosen === pfn}
      @click=${() => emit(this, 'kmem-select', { type: 'block', pfn })}
      @pointerenter=${() => emit(this, 'kmem-point', pfn)}
      @pointerleave=${() => emit(this, 'kmem-point', null)}
    >
      ${pfn}
    </button>`;
  }

  private cell(area: TypedList, type: number): TemplateResult {
    const width = (this.width - gap * (listedTypes - 1)) * ((shares[type] ?? 1) / all);
    const shown = area.list.slice(0, shownOf(area, width));
    const more = area.nrFree - shown.length;
    const name = message(`zones.type.${type}`);
    const label = message('zones.list_of', { type: name, order: this.order, n: area.nrFree });
    return html`<div class="list" title=${label}>
      <span class="sr-only">${letterOf(type)} ${label}</span>
      ${area.nrFree === 0 ? html`<span class="none" aria-hidden="true">—</span>` : nothing}
      ${shown.map((pfn) => this.chip(pfn))}
      ${more > 0 ? html`<span class="count" aria-hidden="true">${shown.length > 0 ? '+' : ''}${number(more)}</span>` : nothing}
    </div>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="cells">${this.lists.map((area, type) => this.cell(area, type))}</div>`;
  }
}

define('kmem-typed-lists', KmemTypedLists);
