import { adoptStyles, html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Selection, SlabDetail, Snapshot, Touched } from '../engine/snapshot-types.ts';
import { message, needMessages } from '../messages/messages.ts';
import { objectPlace } from '../render/freelist.ts';
import { type Detail, emit, type ObjectProperties } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { pickedObject } from './object-picked.ts';
import { objectStyles } from './object-styles.ts';
import { send } from './shell-events.ts';

const isSlab = (detail: Detail): detail is SlabDetail => 'slots' in detail;

/**
 * What is selected, opened: a slab down to the bytes of its objects, or a block down to the bits
 * of its frame number. Left and right walk the objects of a slab.
 *
 * @fires kmem-select
 * @fires kmem-free
 */
export class KmemObject extends KmemElement implements ObjectProperties {
  static override styles = [shared, objectStyles];

  @property({ attribute: false }) detail: Detail | null = null;
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) selection: Selection | null = null;
  @property({ attribute: false }) touched: Touched | null = null;

  @state() private focusIndex = 0;

  /** What shows a detail comes with the first one. */
  private views: typeof import('./object-views.ts') | null = null;

  protected override willUpdate(): void {
    if (!this.detail || this.views) return;
    Promise.all([import('./object-views.ts'), needMessages('sheets')]).then(
      ([views]) => {
        if (this.views) return;
        this.views = views;
        const root = this.renderRoot as ShadowRoot;
        adoptStyles(root, [...root.adoptedStyleSheets, views.openedStyles]);
        this.requestUpdate();
      },
      () => {}, // no network: the next selection may have better luck
    );
  }

  private get slab(): SlabDetail | null {
    return this.detail && isSlab(this.detail) ? this.detail : null;
  }

  private readonly onClick = (event: Event): void => {
    const { index } = (event.target as HTMLElement).closest<HTMLElement>('.slot')?.dataset ?? {};
    if (index !== undefined) this.pick(Number(index));
  };

  /** A first click selects an object; a click on the selected object frees it. */
  private pick(index: number): void {
    const { slab, selection } = this;
    if (!slab) return;
    this.focusIndex = index;
    const again = pickedObject({ slab, selection }) === index;
    if (again && slab.slots[index]?.live) this.free(index);
    else emit(this, 'kmem-select', { type: 'object', pfn: slab.pfn, index });
  }

  private free(index: number): void {
    const { slab, snapshot } = this;
    const cache = snapshot?.caches.find(({ id }) => id === slab?.cache);
    if (!slab || !snapshot || !cache || !slab.slots[index]?.live) return;
    emit(this, 'kmem-free', objectPlace(slab.pfn, index, cache.size, snapshot.pageSize));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const at = (event.target as HTMLElement).closest<HTMLElement>('.slot');
    if (!at || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = (this.slab?.slots.length ?? 1) - 1;
    const from = Number(at.dataset.index);
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) void this.focusSlot(Math.min(Math.max(to, 0), last));
    else if (event.key === 'Delete' || event.key === 'f') this.free(from);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private async focusSlot(index: number): Promise<void> {
    this.focusIndex = index;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`.slot[data-index="${index}"]`)?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div @click=${this.onClick} @keydown=${this.onKey}>${this.content()}</div>`;
  }

  private content(): TemplateResult {
    const { detail, snapshot, selection, touched, views } = this;
    if (!detail || !snapshot || !views) return this.emptyState();
    if (!isSlab(detail)) {
      const free = () => emit(this, 'kmem-free', { pfn: detail.pfn, offset: 0 });
      return views.blockTemplate(detail, snapshot, free, this.why(detail.pfn, -1));
    }
    const cache = snapshot.caches.find(({ id }) => id === detail.cache);
    if (!cache) return this.emptyState();
    const picked = pickedObject({ slab: detail, selection });
    const focus = picked >= 0 ? picked : Math.min(this.focusIndex, detail.slots.length - 1);
    const free = (index: number) => this.free(index);
    const why = this.why(detail.pfn, picked);
    return views.slabTemplate({
      slab: detail,
      cache,
      snapshot,
      selection,
      touched,
      focus,
      free,
      why,
    });
  }

  /** A quiet way to the causes of what is selected. */
  private why(pfn: number, index: number): TemplateResult {
    const question =
      index < 0 ? { type: 'block' as const, pfn } : { type: 'object' as const, pfn, index };
    return html`<button class="why" @click=${() => send(this, 'kmem-why', question)}>
      ${message('object.why')}
    </button>`;
  }

  private emptyState(): TemplateResult {
    return html`<div class="head"><h2>${message('object.selection')}</h2></div>
      <p class="muted">${message('object.hint')}</p>`;
  }
}

define('kmem-object', KmemObject);

declare global {
  interface HTMLElementTagNameMap {
    'kmem-object': KmemObject;
  }
}
