/** Phones: the free list of the order that was tapped, or of the one that matters now. */
import { html, type TemplateResult } from 'lit';
import type { Selection, Snapshot, Touched } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { type ChipMarks, freeList } from './free-list.ts';
import type { PictureExtra } from './picture-extra.ts';
import { selectedBlock } from './picture-marks.ts';

export interface Below {
  readonly snapshot: Snapshot;
  readonly touched: Touched | null;
  readonly selection: Selection | null;
  readonly chips: ChipMarks;
  /** Pixels for the list. */
  readonly width: number;
  readonly extra: PictureExtra | null;
  readonly onClick: (event: MouseEvent) => void;
}

function orderOf({ snapshot, touched, selection }: Below): number {
  if (selection?.type === 'order') return selection.order;
  const chosen = selectedBlock(snapshot, selection)?.order;
  return chosen ?? touched?.orders[0] ?? touched?.blocks.at(-1)?.order ?? -1;
}

export function listBelow(below: Below): TemplateResult {
  const order = orderOf(below);
  const area = below.snapshot.areas[order];
  if (!area) return html`<div class="below muted">${message('picture.tap')}</div>`;
  return html`<div
    class="below"
    @click=${below.onClick}
    role="group"
    aria-label=${message('picture.list_of', { order })}
  >
    <span class="muted">${message('picture.order', { order })}</span
    >${
      below.extra?.lists(order, below.width, below.chips) ??
      freeList(area, below.width, below.chips)
    }
  </div>`;
}
