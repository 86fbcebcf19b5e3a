/** The machine of a problem as a drawing: rows are orders, a block lies in the row of its order. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { SheetState } from '../../engine/course-types.ts';
import { courseMessage } from '../../messages/course.ts';
import { message } from '../../messages/messages.ts';
import { listed } from '../../messages/quantities.ts';

const width = 760;
const left = 34;
const rowHeight = 24;
/** Frame numbers under the ruler: not closer than this. */
const tickGap = 34;

type Block = SheetState['blocks'][number];

function blockShape(block: Block, frames: number, top: number): TemplateResult {
  const unit = (width - left) / frames;
  const x = left + block.frame * unit;
  const wide = 2 ** block.order * unit;
  const y = (top - block.order) * rowHeight;
  const label = block.kind === 'free' ? String(block.frame) : block.name;
  return svg`
    <rect class=${block.kind} x=${x + 1} y=${y + 3} width=${Math.max(1, wide - 2)} height=${rowHeight - 6} rx="2"></rect>
    ${label.length * 7 < wide ? svg`<text x=${x + wide / 2} y=${y + 16} text-anchor="middle">${label}</text>` : nothing}
  `;
}

function ruler(frames: number, y: number): TemplateResult[] {
  const unit = (width - left) / frames;
  let step = 1;
  while (step * unit < tickGap) step *= 2;
  const ticks = Array.from({ length: frames / step + 1 }, (_, i) => i * step);
  return ticks.map(
    (tick) => svg`<text x=${left + tick * unit} y=${y + 12} text-anchor="middle">${tick}</text>`,
  );
}

function spokenBlocks(state: SheetState): string {
  return listed(
    state.blocks.map(({ frame, order, kind, name }) =>
      message(`sheet.block.${kind}`, { frame, order, name }),
    ),
  );
}

function freeLists({ freeLists: lists }: SheetState): TemplateResult {
  const row = (frames: readonly number[], order: number) =>
    courseMessage({ key: 'course.sheet.list', values: { order, frames: { list: [...frames] } } });
  return html`<div class="lists">
    <p>${message('course.sheet.lists')}</p>
    <ul>${lists.map((frames, order) => html`<li>${row(frames, order)}</li>`)}</ul>
  </div>`;
}

function caches(state: SheetState): TemplateResult | typeof nothing {
  if (state.caches.length === 0) return nothing;
  return html`<div class="lists">
    ${state.caches.map(({ name, objects, objectSize, order, slabs }) => {
      const values = { cache: name, objects, size: { bytes: objectSize }, order };
      return html`<p>${courseMessage({ key: 'course.sheet.cache', values })}</p>
        <ul>
          ${slabs.map((slab) => {
            const slabValues = {
              list: { word: `word.${slab.list}` },
              frame: slab.frame,
              in_use: slab.inUse,
              objects,
              freelist: { list: slab.freelist },
            };
            return html`<li>${courseMessage({ key: 'course.sheet.slab', values: slabValues })}</li>`;
          })}
        </ul>`;
    })}
  </div>`;
}

export function stateDrawing(state: SheetState): TemplateResult {
  const top = state.freeLists.length - 1;
  const frames = 2 ** top;
  const height = (top + 1) * rowHeight;
  const rows = state.freeLists.map(
    (_, order) => svg`
      <line class="row" x1=${left} x2=${width} y1=${(top - order + 1) * rowHeight} y2=${(top - order + 1) * rowHeight}></line>
      <text x=${left - 12} y=${(top - order) * rowHeight + 16} text-anchor="end">${order}</text>`,
  );
  return html`<div class="drawing" tabindex="0"><svg viewBox=${`0 0 ${width + 8} ${height + 18}`} role="img" aria-label=${spokenBlocks(state)}>
      ${rows} ${state.blocks.map((block) => blockShape(block, frames, top))} ${ruler(frames, height)}
    </svg></div>
    ${freeLists(state)} ${caches(state)}`;
}
