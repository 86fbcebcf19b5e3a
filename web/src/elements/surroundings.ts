/** What lies around the segment, over the rows: the machine it is a part of, and the hierarchy. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';
import { type Around, around, isBeyondMemory } from '../render/around.ts';
import type { FrameWindow, Lane } from '../render/lane.ts';
import type { NameBook } from '../render/names.ts';
import { paintLane } from '../render/paint-lane.ts';
import { readPalette } from '../render/palette.ts';
import {
  type Area,
  across,
  areasOf,
  arrival,
  type Band,
  depthOf,
  type Holder,
  holdings,
  type LevelName,
  levelBand,
  levelNames,
  levelSizes,
  nameHeight,
  segmentBand,
} from '../render/surroundings.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { SizeWatch } from './picture-size.ts';
import { surroundingsStyles } from './surroundings-styles.ts';

/** Narrower, the segment is a line; and a letter is about so wide. */
const leastSegment = 8;
/** Narrower, memory is one thing. */
const leastMemory = 60;
const letter = 6.5;

const place = ({ x, y, width, height }: Band): string =>
  `left: ${x}px; top: ${y}px; width: ${width}px; height: ${height}px`;

/**
 * Fires `kmem-inwards` when the segment, or memory among the levels, is chosen; does not bubble.
 */
export class KmemSurroundings extends KmemElement {
  static override styles = [shared, surroundingsStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) names: NameBook | null = null;
  /** What is shown, in frames from the segment's first. */
  @property({ attribute: false }) window: FrameWindow = { from: 0, to: 1 };
  @property({ type: Boolean, reflect: true }) compact = false;
  @property({ type: Number }) density = 1;
  @state() private size = { width: 0, height: 0 };
  private readonly sizes = new SizeWatch(() => this.measure());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.stop();
  }

  private measure(): void {
    const space = this.renderRoot.querySelector('.space');
    const size = { width: space?.clientWidth ?? 0, height: space?.clientHeight ?? 0 };
    if (size.width !== this.size.width || size.height !== this.size.height) this.size = size;
  }

  /** The way back in. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.here')?.focus();
  }

  private readonly inwards = (): void => {
    this.dispatchEvent(new Event('kmem-inwards'));
  };

  // --- the levels -----------------------------------------------------------------------------

  private bytes(frames: number): string {
    return formatBytes(frames * (this.snapshot?.pageSize ?? 0));
  }

  private holderName(holder: Holder): string {
    return message(holder === 'free' ? 'word.free' : `around.${holder}`);
  }

  private area({ holder, from, to }: Area, machine: Around, bar: Band): TemplateResult {
    const { x, width } = across(machine, this.window, this.size.width, from, to);
    const [name, bytes] = [this.holderName(holder), this.bytes(to - from)];
    const fits = width > Math.max(name.length, bytes.length) * letter + 4;
    const two = bar.height > 40;
    return html`<li class="area ${holder === 'segment' ? 'segment-area' : holder}" .style=${`left: ${x - bar.x}px; width: ${width}px`}>
      <span class=${fits && holder !== 'segment' ? '' : 'sr-only'}>${name}${
        two ? html`<br />` : ', '
      }<span class=${two ? '' : 'sr-only'}>${bytes}</span></span>
    </li>`;
  }

  private level(name: LevelName, machine: Around): TemplateResult | typeof nothing {
    const bar = levelBand(name, machine, this.window, this.size);
    if (bar.shown === 0) return nothing;
    const size = this.bytes(levelSizes(machine)[name]);
    const label = html`<b>${message(`hierarchy.${name}`)}</b>
      <span class="muted">${size} · ${message(`hierarchy.${name}.time`)}</span>`;
    const named = `top: ${bar.y - nameHeight}px`;
    const open = name === 'main' && bar.width > leastMemory;
    return html`<li class="level" .style=${`opacity: ${bar.shown}`}>
      <span class="name" .style=${named}>${label}</span>
      <div class=${`bar ${name} ${open ? 'open' : ''}`} .style=${place(bar)}>
        ${open ? html`<ul>${areasOf(machine).map((area) => this.area(area, machine, bar))}</ul>` : nothing}
      </div>
    </li>`;
  }

  /** The segment in its place in memory, and what says that it is the one. */
  private segment(machine: Around): TemplateResult {
    const band = segmentBand(machine, this.window, this.size);
    const thin = band.width < leastSegment;
    const width = thin ? 2 : band.width;
    const label = message('around.segment');
    const room = this.size.width - (label.length * letter + 20);
    const middle = band.x + width / 2;
    const below = band.y + band.height;
    const depth = depthOf(machine, this.window);
    const shown = arrival(depth) * Math.max(0, Math.min(1, 1.8 - depth));
    const there = isBeyondMemory(machine, this.window) ? shown : 1;
    return html`<div class=${thin ? 'segment thin' : 'segment'} .style=${`${place({ ...band, width })}; opacity: ${there}`}>
        <canvas aria-hidden="true"></canvas>
      </div>
      <div class="pointer" .style=${`left: ${middle - 0.5}px; top: ${below}px; height: 8px; opacity: ${shown}`}></div>
      <button
        class="here"
        .style=${`left: ${Math.max(0, Math.min(middle - 12, room))}px; top: ${below + 3}px; opacity: ${shown}`}
        @click=${this.inwards}
      >
        ${label}
      </button>`;
  }

  // --- the books ------------------------------------------------------------------------------

  private holders(machine: Around, { ledger, frames }: Snapshot): TemplateResult {
    const held = holdings(machine);
    const used = formatBytes(ledger.total - ledger.freePages);
    const free = formatBytes(ledger.freePages);
    const row = (holder: Holder) => html`<tr>
      <th scope="row">
        <i class="key ${holder === 'segment' ? 'segment-key' : holder}"></i>${this.holderName(holder)}
        ${holder === 'segment' ? html`<small>${message('around.segment_state', { used, free })}</small>` : nothing}
      </th>
      <td>${this.bytes(holder === 'segment' ? frames : (held.get(holder) ?? 0))}</td>
    </tr>`;
    const holders: Holder[] = ['kernel', 'segment', 'processes', 'files', 'free'];
    return html`<table>
      <caption class="sr-only">${message('around.side.machine')}</caption>
      <tbody>
        ${holders.map(row)}
        <tr class="total">
          <th scope="row">${message('around.total')}</th>
          <td>${this.bytes(machine.memory)}</td>
        </tr>
      </tbody>
    </table>`;
  }

  private kinds(): TemplateResult {
    return html`<p>${message('around.small_fast')}</p>
      <p class="muted">${message('around.kept')}</p>`;
  }

  private books(machine: Around, snapshot: Snapshot): TemplateResult {
    const beyond = isBeyondMemory(machine, this.window);
    return html`<div class="books">${beyond ? this.kinds() : this.holders(machine, snapshot)}</div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (!snapshot) return nothing;
    const machine = around(snapshot.frames, snapshot.pageSize);
    return html`<div class="space">
        <ul>${levelNames.map((name) => this.level(name, machine))}</ul>
        ${this.segment(machine)}
      </div>
      ${this.books(machine, snapshot)}`;
  }

  protected override updated(_: PropertyValues<this>): void {
    this.sizes.watch(this.renderRoot.querySelectorAll('.space'));
    this.paint();
  }

  /** The rows of the segment once more, as small as they have become. */
  private paint(): void {
    const { snapshot, names } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    const ctx = canvas?.getContext('2d');
    if (!snapshot || !names || !canvas || !ctx) return;
    const machine = around(snapshot.frames, snapshot.pageSize);
    const { width, height } = segmentBand(machine, this.window, this.size);
    const density = (globalThis.devicePixelRatio || 1) * this.density;
    canvas.hidden = width < leastSegment;
    if (canvas.hidden) return;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const lane: Lane = {
      window: { from: 0, to: snapshot.frames },
      width,
      rowHeight: height / (snapshot.topOrder + 1),
      topOrder: snapshot.topOrder,
      density,
    };
    paintLane(ctx, snapshot, lane, readPalette(getComputedStyle(this)), names);
  }
}

define('kmem-surroundings', KmemSurroundings);

declare global {
  interface HTMLElementTagNameMap {
    'kmem-surroundings': KmemSurroundings;
  }
}
