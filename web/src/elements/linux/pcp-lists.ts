/** The 14 page lists of one CPU in one zone: rows are orders, columns are types, head first. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import type { Pcp, PcpList } from '../../engine/linux-types.ts';
import type { Selection } from '../../engine/snapshot-types.ts';
import { message } from '../../messages/messages.ts';
import { number } from '../../messages/quantities.ts';
import { letterOf } from '../../render/mobility.ts';
import { emit } from '../../session/view-types.ts';
import { shared } from '../../styles/shared.ts';
import { KmemElement } from '../kmem-element.ts';
import { SizeWatch } from '../picture-size.ts';
import { listStyles } from './linux-styles.ts';
import { shownOf } from './typed-lists.ts';

const types = [0, 1, 2];
const rowOrders = [0, 1, 2, 3, 9];
/** Of order 9 there is one list for all that is not movable: it takes two columns. */
const notMovable = 12;

export class KmemPcpLists extends KmemElement {
  @property() zone = '';
  @property({ attribute: false }) pcp: Pcp | null = null;
  @property({ attribute: false }) selection: Selection | null = null;

  private width = 0;
  private readonly sizes = new SizeWatch(() => {
    if (this.clientWidth === this.width) return;
    this.width = this.clientWidth;
    this.requestUpdate();
  });

  static override styles = [
    shared,
    listStyles,
    css`
      .bar {
        position: relative;
        height: 6px;
        margin-block: 3px 5px;
        border: 1px solid var(--kmem-outline);
        border-radius: 3px;
        overflow: hidden;
      }
      .fill {
        position: absolute;
        inset: 0 auto 0 0;
        background: var(--kmem-buddy);
        forced-color-adjust: none;
      }
      .grid {
        display: grid;
        grid-template-columns: 40px repeat(3, minmax(0, 1fr));
        align-items: center;
        gap: 0 6px;
        --row-height: 24px;
      }
      .grid > * {
        height: 24px;
        line-height: 24px;
        overflow: hidden;
        white-space: nowrap;
      }
      .grid .head {
        color: var(--kmem-muted);
        font-size: var(--kmem-text-s);
      }
      .order {
        font-weight: var(--kmem-bold);
        text-align: end;
        padding-inline-end: 4px;
      }
    `,
  ];

  override disconnectedCallback(): void {
    this.sizes.stop();
    super.disconnectedCallback();
  }

  protected override updated(): void {
    this.sizes.watch([this]);
  }

  private chip(pfn: number, type: number, list: PcpList): TemplateResult {
    const chosen = this.selection?.type === 'block' && this.selection.pfn === pfn;
    const odd = type !== list.type; // it goes back to another type than its list's
    const label = message('zones.pcp.page', { pfn, type: message(`zones.type.${type}`) });
    return html`<button
      class=${chosen ? 'chip chosen' : 'chip'}
      aria-label=${label}
      title=${label}
      aria-pressed=${chosen}
      @click=${() => emit(this, 'kmem-select', { type: 'block', pfn })}
    >
      ${pfn}${odd ? html`<sup>${letterOf(type)}</sup>` : nothing}
    </button>`;
  }

  private cell(list: PcpList, index: number): TemplateResult {
    const { nr } = list;
    const type = message(
      index === notMovable ? 'zones.pcp.not_movable' : `zones.type.${list.type}`,
    );
    const label = message('zones.pcp.list', { order: list.order, type, n: nr });
    const width = (this.width - 40 - 18) / 3;
    const pfns = list.pages.map(({ pfn }) => pfn);
    const shown = list.pages.slice(0, shownOf({ nrFree: nr, list: pfns }, width));
    const more = nr - shown.length;
    return html`<div class="list" role="group" aria-label=${label}>
      ${nr === 0 ? html`<span class="none" aria-hidden="true">—</span>` : nothing}
      ${shown.map(({ pfn, type }) => this.chip(pfn, type, list))}
      ${more > 0 ? html`<span class="count">${shown.length > 0 ? '+' : ''}${number(more)}</span>` : nothing}
    </div>`;
  }

  private row(order: number): TemplateResult {
    const lists = this.pcp?.lists ?? [];
    const cells = types.map((type) => {
      const index = order === 9 ? (type === 1 ? notMovable + 1 : notMovable) : 3 * order + type;
      const list = lists[index];
      if (order === 9 && type === 2)
        return html`<span class="muted" title=${message('zones.pcp.not_movable')}>= U</span>`;
      return list ? this.cell(list, index) : html`<span></span>`;
    });
    return html`<span class="order">${order}</span>${cells}`;
  }

  protected override render(): TemplateResult {
    const { pcp } = this;
    if (!pcp) return html``;
    const { count, high, batch, freeFactor } = pcp;
    const share = Math.min(1, high === 0 ? 0 : count / high);
    const text = message('zones.pcp.facts', {
      count,
      high: number(high),
      batch: number(batch),
      drain: number(batch * 2 ** freeFactor),
      factor: freeFactor,
    });
    return html`
      <h3>${message('zones.pcp.title', { zone: this.zone })}</h3>
      <p class="muted">${text}</p>
      <div class="bar" aria-hidden="true">
        <span class="fill" .style=${`width: ${(share * 100).toFixed(1)}%`}></span>
      </div>
      <div class="grid">
        <span class="head">${message('zones.pcp.order')}</span>
        ${types.map((type) => html`<span class="head"><span class="letter t${type}">${letterOf(type)}</span> ${message(`zones.short.${type}`)}</span>`)}
        ${rowOrders.map((order) => this.row(order))}
      </div>
    `;
  }
}

define('kmem-pcp-lists', KmemPcpLists);
