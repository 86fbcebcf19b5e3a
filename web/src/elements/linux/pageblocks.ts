/** The strip between rows and ruler: the type of each pageblock, the zones; and both as text. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../base/define.ts';
import { type LinuxSnapshot, type LinuxZone, MigrateType } from '../../engine/linux-types.ts';
import { message } from '../../messages/messages.ts';
import { frameAt, type Lane } from '../../render/lane.ts';
import {
  paintPageblocks,
  stripHeight,
  type TypeRun,
  typeRuns,
} from '../../render/paint-pageblocks.ts';
import { readPalette } from '../../render/palette.ts';
import { shared } from '../../styles/shared.ts';
import { KmemElement } from '../kmem-element.ts';
import { ColourWatch } from '../picture-colours.ts';
import { chooseZone } from './zone-choice.ts';

/** Runs of one zone that are told; behind them it says how many are not. */
const mostRuns = 40;

export class KmemPageblocks extends KmemElement {
  @property({ attribute: false }) linux: LinuxSnapshot | null = null;
  @property({ attribute: false }) lane: Lane | null = null;
  /** Index of the zone whose lists are shown. */
  @property({ type: Number }) zone = -1;

  /** Frames of pageblocks that another type claims just now. */
  @property({ attribute: false }) claimed: readonly number[] = [];

  protected readonly colours = new ColourWatch(this, () => this.requestUpdate());

  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        height: ${stripHeight}px;
        margin-top: 3px;
        caret-color: var(--kmem-paper);
        transition: caret-color 1ms;
        direction: ltr;
      }
      canvas {
        position: absolute;
        inset: 0;
      }
    `,
  ];

  private paint(): void {
    const { linux, lane } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    const ctx = canvas?.getContext('2d');
    if (!linux || !lane || !canvas || !ctx || lane.width <= 0) return;
    const width = Math.round(lane.width * lane.density);
    const height = Math.round(stripHeight * lane.density);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${lane.width}px`;
      canvas.style.height = `${stripHeight}px`;
    }
    paintPageblocks(ctx, linux, lane, readPalette(getComputedStyle(this)), {
      zone: this.zone,
      claimed: this.claimed,
    });
  }

  protected override updated(): void {
    this.paint();
  }

  /** A click chooses the zone there. */
  private readonly onClick = (event: MouseEvent): void => {
    const { linux, lane } = this;
    if (!linux || !lane) return;
    const x = event.clientX - this.getBoundingClientRect().left;
    const frame = frameAt(lane, x);
    const zone = linux.zones.find(({ start, end }) => frame >= start && frame < end);
    if (zone) chooseZone(this, zone.index);
  };

  private run({ type, from, blocks: n }: TypeRun): TemplateResult {
    const none = type === MigrateType.None;
    const text = none
      ? message('zones.strip.none', { n, from })
      : message('zones.strip.run', { n, from, type: message(`zones.type.${type}`) });
    return html`<li>${text}</li>`;
  }

  private told(zone: LinuxZone, pageblockOrder: number): TemplateResult {
    const runs = typeRuns(zone, pageblockOrder);
    const more = runs.length - mostRuns;
    return html`<h3>
        ${message('zones.strip.zone', { zone: zone.name, from: zone.start, to: zone.end - 1 })}
      </h3>
      <ul>
        ${runs.slice(0, mostRuns).map((run) => this.run(run))}
        ${more > 0 ? html`<li>${message('more', { n: more })}</li>` : nothing}
      </ul>`;
  }

  protected override render(): TemplateResult {
    const { linux } = this;
    return html`<canvas aria-hidden="true" @click=${this.onClick}></canvas>
      <div class="sr-only" role="group" aria-label=${message('zones.strip')}>
        ${linux?.zones.map((zone) => this.told(zone, linux.pageblockOrder))}
      </div>`;
  }
}

define('kmem-pageblocks', KmemPageblocks);
