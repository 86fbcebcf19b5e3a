/**
 * The fragmentation indices of a zone, by order: now as numbers, and over the whole script as
 * curves. `unusable` is filled, `extfrag` a line that has a gap where a request would be served.
 *
 * @fires kmem-indices - the history is wanted
 */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import type { LinuxZone } from '../../engine/linux-types.ts';
import { message } from '../../messages/messages.ts';
import { number } from '../../messages/quantities.ts';
import { areaPath, type CurvePoint, curvePath } from '../../render/index-curve.ts';
import type { IndexMoment, ZoneIndices } from '../../session/indices.ts';
import { shared } from '../../styles/shared.ts';
import { KmemElement } from '../kmem-element.ts';
import { send } from '../shell-events.ts';

const width = 240;
const height = 14;

type IndexName = 'unusable' | 'extfrag';

export class KmemIndices extends KmemElement {
  @property({ attribute: false }) zone: LinuxZone | null = null;
  @property({ attribute: false }) history: readonly IndexMoment[] | null = null;
  /** Where the machine stands, 0 to 1 of the script. */
  @property({ type: Number }) place = 0;
  @property({ type: Number }) commands = 0;

  static override styles = [
    shared,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        line-height: 18px;
      }
      th {
        padding: 0 8px 0 0;
        color: var(--kmem-muted);
        font-weight: 400;
        text-align: end;
        white-space: nowrap;
      }
      th:first-child,
      td:first-child {
        width: 52px;
      }
      td {
        padding: 0 8px 0 0;
        text-align: end;
      }
      tbody th {
        color: var(--kmem-ink);
        font-weight: var(--kmem-bold);
      }
      .number {
        width: 76px;
      }
      .curve {
        padding: 0;
        direction: ltr;
      }
      svg {
        display: block;
        width: 100%;
        height: ${height + 2}px;
        border-bottom: 1px solid var(--kmem-line);
      }
      .area {
        fill: var(--kmem-trace);
      }
      .line {
        fill: none;
        stroke: var(--kmem-ink);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      .now {
        stroke: var(--kmem-now);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        padding-block: 4px;
      }
    `,
  ];

  private points(name: IndexName, order: number): CurvePoint[] {
    const of = (zones: readonly ZoneIndices[]): number =>
      zones.find(({ zone }) => zone === this.zone?.index)?.[name][order] ?? 0;
    return (this.history ?? []).map(({ command, zones }) => ({
      at: this.commands === 0 ? 0 : command / this.commands,
      value: of(zones),
    }));
  }

  private chart(order: number): TemplateResult {
    const x = this.place * width;
    return html`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path class="area" d=${areaPath(this.points('unusable', order), width, height)}></path>
        <path class="line" d=${curvePath(this.points('extfrag', order), width, height)}></path>
        <path class="now" d=${`M${x} 0V${height}`}></path>`}
    </svg>`;
  }

  private extfrag(value: number): string {
    return value < 0 ? message('zones.index.served') : number(value / 1000, 2);
  }

  private row(order: number): TemplateResult {
    const { zone } = this;
    return html`<tr>
      <th scope="row">${order}</th>
      <td class="number">${number((zone?.unusable[order] ?? 0) / 1000, 2)}</td>
      <td class="number">${this.extfrag(zone?.extfrag[order] ?? 0)}</td>
      <td class="curve">${this.history ? this.chart(order) : nothing}</td>
    </tr>`;
  }

  protected override render(): TemplateResult {
    const { zone, history } = this;
    if (!zone) return html``;
    const orders = Array.from(zone.unusable, (_, index) => zone.unusable.length - 1 - index);
    return html`<h3>${message('zones.index.of', { zone: zone.name })}</h3>
      <div class="legend muted">
        <span>${message('zones.index.unusable')}</span><span>${message('zones.index.extfrag')}</span>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">${message('zones.index.order')}</th>
            <th scope="col">${message('zones.index.unusable.short')}</th>
            <th scope="col">${message('zones.index.extfrag.short')}</th>
            <td class="curve">
              ${
                history
                  ? nothing
                  : html`<button @click=${() => send(this, 'kmem-indices', null)}>
                      ${message('zones.index.history')}
                    </button>`
              }
            </td>
          </tr>
        </thead>
        <tbody>
          ${orders.map((order) => this.row(order))}
        </tbody>
      </table>`;
  }
}

define('kmem-indices', KmemIndices);
