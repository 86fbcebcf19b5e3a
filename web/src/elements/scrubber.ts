import { css, html, nothing, svg } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Position } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { clampPosition, eventsOf, type Place, start } from '../session/position.ts';
import { emit } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';

/** Half the width of the knob: the line is drawn between the two places its middle can reach. */
const inset = 9;
/** Ticks closer than this, in pixels, would be a grey band that tells nothing. */
const closest = 4;

/**
 * Time as a line: every command has the same length, with a tick at its end; the command under way
 * also has a tick per event. Drawn over a native range input, which brings dragging, touch, and
 * what assistive technology needs.
 */
export class KmemScrubber extends KmemElement {
  @property({ attribute: false }) ends = new Uint32Array();
  @property({ attribute: false }) position: Position = start;
  @property({ attribute: false }) place: Place | null = null;
  @state() private width = 600;
  private readonly sizes = new ResizeObserver(([entry]) => {
    this.width = entry?.contentRect.width ?? this.width;
  });

  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        height: 40px;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        overflow: visible;
        pointer-events: none;
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      input::-webkit-slider-thumb {
        width: 18px;
        height: 18px;
      }
      input::-moz-range-thumb {
        width: 18px;
        height: 18px;
        border: 0;
      }
      input:focus-visible + svg {
        outline: 2px solid var(--kmem-ink);
        outline-offset: 2px;
        border-radius: var(--kmem-radius);
      }
      .future {
        stroke: var(--kmem-trace);
        stroke-width: 2;
      }
      .past {
        stroke: var(--kmem-ink);
        stroke-width: 3;
        stroke-linecap: round;
      }
      .tick {
        stroke: var(--kmem-outline);
        stroke-width: 1;
      }
      .event {
        stroke: var(--kmem-paper);
        stroke-width: 1.5;
      }
      .event.next {
        stroke: var(--kmem-outline);
        stroke-width: 1;
      }
      .knob {
        fill: var(--kmem-now);
        stroke: var(--kmem-paper);
        stroke-width: 2;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    super.disconnectedCallback();
  }

  private get commands(): number {
    return Math.max(1, this.ends.length);
  }

  /** Commands done, with the one under way as a fraction. */
  private get value(): number {
    const { command, event } = this.position;
    return event === 0 ? command : command + event / Math.max(1, eventsOf(command, this.ends));
  }

  private x(value: number): number {
    return inset + (value / this.commands) * Math.max(0, this.width - 2 * inset);
  }

  private commandTicks() {
    if ((this.width - 2 * inset) / this.commands < closest) {
      return [this.x(0), this.x(this.commands)];
    }
    return Array.from({ length: this.commands + 1 }, (_, command) => this.x(command));
  }

  private eventTicks() {
    const { place } = this;
    if (!place || place.command < 0) return [];
    const from = this.x(place.command);
    const step = (this.x(place.command + 1) - from) / Math.max(1, place.events);
    if (step < closest) return [];
    return Array.from({ length: place.events - 1 }, (_, i) => ({
      x: from + step * (i + 1),
      next: i + 1 > place.done,
    }));
  }

  private get valueText(): string {
    const { place } = this;
    const of = this.ends.length;
    if (!place || place.command < 0) return message('time.at_start', { of });
    const { command, done, events } = place;
    return message('time.at', { command: command + 1, of, done, events });
  }

  private onInput(event: Event): void {
    const value = (event.target as HTMLInputElement).valueAsNumber;
    const command = Math.floor(value);
    const done = Math.round((value - command) * eventsOf(command, this.ends));
    const to = clampPosition({ command, event: done }, this.ends);
    emit(this, 'kmem-seek', to);
  }

  private onKey(event: KeyboardEvent): void {
    const steps: Record<string, () => void> = {
      ArrowRight: () => this.step(event.shiftKey ? 'command' : 'event', 1),
      ArrowUp: () => this.step('event', 1),
      ArrowLeft: () => this.step(event.shiftKey ? 'command' : 'event', -1),
      ArrowDown: () => this.step('event', -1),
      PageUp: () => this.step('command', 1),
      PageDown: () => this.step('command', -1),
      Home: () => emit(this, 'kmem-seek', start),
      End: () => emit(this, 'kmem-seek', { command: this.ends.length, event: 0 }),
    };
    const act = steps[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private step(unit: 'event' | 'command', by: 1 | -1): void {
    emit(this, 'kmem-step', { unit, by });
  }

  override render() {
    const y = 20;
    return html`
      <input
        type="range"
        min="0"
        max=${this.commands}
        step="any"
        .value=${String(this.value)}
        aria-label=${message('app.time')}
        aria-valuetext=${this.valueText}
        ?disabled=${this.ends.length === 0}
        @input=${this.onInput}
        @keydown=${this.onKey}
      />
      <svg aria-hidden="true">
        ${this.commandTicks().map(
          (x) => svg`<line class="tick" x1=${x} x2=${x} y1=${y - 8} y2=${y + 8} />`,
        )}
        <line class="future" x1=${this.x(0)} x2=${this.x(this.commands)} y1=${y} y2=${y} />
        <line class="past" x1=${this.x(0)} x2=${this.x(this.value)} y1=${y} y2=${y} />
        ${this.eventTicks().map(
          ({ x, next }) =>
            svg`<line class=${next ? 'event next' : 'event'} x1=${x} x2=${x} y1=${y - 4} y2=${y + 4} />`,
        )}
        ${
          this.ends.length === 0
            ? nothing
            : svg`<circle class="knob" cx=${this.x(this.value)} cy=${y} r="8" />`
        }
      </svg>
    `;
  }
}

define('kmem-scrubber', KmemScrubber);
