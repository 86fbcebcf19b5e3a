/** The rows as a grid of real elements over the canvas: every fact in text, one tab stop. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Block, Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { blockFrom, blocksIn } from '../render/blocks.ts';
import type { Lane } from '../render/lane.ts';
import type { NameBook } from '../render/names.ts';
import { blockRect } from '../render/paint-blocks.ts';
import { isVisible, type Marks } from '../render/paint-marks.ts';
import { blockText, orderSize, rowText, shortBytes } from '../render/words.ts';
import { type ChipMarks, freeList } from './free-list.ts';
import type { PictureExtra } from './picture-extra.ts';

export interface Grid {
  readonly snapshot: Snapshot;
  readonly lane: Lane;
  readonly names: NameBook;
  readonly marks: Marks;
  readonly chips: ChipMarks;
  readonly counts: Uint32Array;
  readonly requested: ReadonlyMap<number, number> | null;
  /** Orders the present event looked at, and the selected order or -1. */
  readonly looked: readonly number[];
  readonly order: number;
  /** The block that Tab leads to. */
  readonly focus: Block | null;
  /** Pixels for each free list; 0: they are not shown here. */
  readonly side: number;
  readonly extra: PictureExtra | null;
}

/** Above this many blocks in view, only those that matter now are cells. */
const mostCells = 256;
const mostNow = 32;

/** Blocks that are cells: all in view, or the few that matter where there are too many. */
export function cellsOf({ snapshot, lane, focus, marks }: Grid): Block[] {
  const { from, to } = lane.window;
  const all = blocksIn(snapshot, from, to, mostCells + 1);
  if (all.length <= mostCells) return all;
  const wanted = [focus, marks.selected, ...marks.now.slice(0, mostNow)];
  const heads = new Set(
    wanted.flatMap((block) => (block && isVisible(lane, block) ? block.pfn : [])),
  );
  return [...heads].sort((a, b) => a - b).flatMap((pfn) => blockFrom(snapshot, pfn) ?? []);
}

function cell(grid: Grid, block: Block): TemplateResult {
  const { x, width } = blockRect(grid.lane, block);
  const left = Math.max(0, x);
  const right = Math.min(grid.lane.width, x + width);
  const { names, marks, focus, snapshot } = grid;
  const asked = grid.requested?.get(block.pfn) ?? 0;
  return html`<div
    role="gridcell"
    class=${grid.chips.now.has(block.pfn) ? 'cell now' : 'cell'}
    .style=${`left: ${left}px; width: ${Math.max(1, right - left)}px`}
    tabindex=${block.pfn === focus?.pfn ? 0 : -1}
    data-pfn=${block.pfn}
    aria-selected=${marks.selected?.pfn === block.pfn}
    aria-label=${blockText(snapshot, block, names.owner(block.pfn), asked)}
  ></div>`;
}

function row(grid: Grid, order: number, blocks: readonly Block[]): TemplateResult {
  const { snapshot, counts, side } = grid;
  const area = snapshot.areas[order] ?? { order, nrFree: 0, list: [], unusable: 0 };
  const classes = [
    'row',
    grid.looked.includes(order) ? 'now' : '',
    grid.order === order ? 'chosen' : '',
  ];
  return html`<div role="row" class=${classes.filter(Boolean).join(' ')} aria-rowindex=${snapshot.topOrder - order + 1}>
    <div
      role="rowheader"
      class="header"
      data-order=${order}
      aria-label=${message('picture.row', { order: orderSize(snapshot, order), blocks: rowText(counts, order) })}
    >
      <span class="size mono">${shortBytes(2 ** order * snapshot.pageSize)}</span>
      <span class="order">${order}</span>
    </div>
    <div class="cells">
      ${repeat(
        blocks,
        ({ pfn }) => pfn,
        (block) => cell(grid, block),
      )}
    </div>
    ${
      side > 0
        ? html`<div role="gridcell" class="list">
          <span class="sr-only">${message('picture.free_list', { order })}</span>
          ${grid.extra?.lists(order, side, grid.chips) ?? freeList(area, side, grid.chips)}
        </div>`
        : nothing
    }
  </div>`;
}

export function pictureGrid(grid: Grid): TemplateResult {
  const { topOrder } = grid.snapshot;
  const rows: Block[][] = Array.from({ length: topOrder + 1 }, () => []);
  for (const block of cellsOf(grid)) rows[block.order]?.push(block);
  const orders = Array.from(rows, (_, index) => topOrder - index);
  return html`<div
    class="grid"
    role="grid"
    aria-label=${message('picture.grid')}
    aria-rowcount=${topOrder + 1}
  >
    ${orders.map((order) => row(grid, order, rows[order] ?? []))}
  </div>`;
}
