/** A free list as chips, head first: list order, beside the rows that show address order. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FreeArea } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';

export interface ChipMarks {
  readonly now: ReadonlySet<number>;
  readonly chosen: number;
  readonly buddy: number;
  readonly hovered: number;
}

/** Pixels of a chip with `digits` digits, its gap included. */
const chipWidth = (digits: number): number => Math.max(30, 14 + digits * 7.3) + 6;
const moreWidth = 64;

/** How many chips fit a width, leaving room for "+12 more" where not all do. */
export function chipsThatFit(area: FreeArea, width: number): number {
  let used = 0;
  for (const [index, pfn] of area.list.entries()) {
    used += chipWidth(String(pfn).length);
    const last = index + 1 === area.nrFree;
    if (used + (last ? 0 : moreWidth) > width) return index;
  }
  return area.list.length;
}

function chip(pfn: number, order: number, marks: ChipMarks): TemplateResult {
  const classes = [
    'chip',
    marks.now.has(pfn) ? 'now' : '',
    marks.chosen === pfn ? 'chosen' : '',
    marks.buddy === pfn ? 'buddy' : '',
    marks.hovered === pfn ? 'hovered' : '',
  ];
  return html`<button
    class=${classes.filter(Boolean).join(' ')}
    tabindex="-1"
    data-pfn=${pfn}
    aria-label=${message('chip.free', { pfn, order })}
    aria-pressed=${marks.chosen === pfn}
  >
    ${pfn}
  </button>`;
}

/** The chips of one order; a dash where the list is empty, and how many more there are. */
export function freeList(area: FreeArea, width: number, marks: ChipMarks): TemplateResult {
  if (area.nrFree === 0) return html`<span class="none">—</span>`;
  const shown = area.list.slice(0, chipsThatFit(area, width));
  const more = area.nrFree - shown.length;
  return html`${repeat(
    shown,
    (pfn) => pfn,
    (pfn) => chip(pfn, area.order, marks),
  )}${more > 0 ? html`<span class="more">${message('more', { n: more })}</span>` : nothing}`;
}
