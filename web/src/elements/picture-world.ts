/** Zooming further out than the segment: the way there, and what the picture shows. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';
import { around, fitWorld, flown, isBeyondMemory, nextStop } from '../render/around.ts';
import type { FrameWindow } from '../render/lane.ts';
import type { NameBook } from '../render/names.ts';
import type { OuterZoom, Zoom } from './picture-zoom.ts';
import './surroundings.ts';

/** Milliseconds from one stop to the next. */
const flight = 250;

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function outerZoom(frames: number, pageSize: number): OuterZoom {
  const place = around(frames, pageSize);
  let frame = 0;
  const stop = (): void => cancelAnimationFrame(frame);

  function fly(from: FrameWindow, to: FrameWindow, show: (window: FrameWindow) => void): void {
    stop();
    const began = performance.now();
    const step = (): void => {
      const share = isCalm() ? 1 : Math.max(0, (performance.now() - began) / flight);
      show(flown(from, to, Math.min(1, share)));
      if (share < 1) frame = requestAnimationFrame(step);
    };
    step();
  }

  return {
    place,
    fit: (window) => fitWorld(window, place),
    scale: (window) => (isBeyondMemory(place, window) ? 'hierarchy' : 'machine'),
    next: (window, way) => nextStop(place, window, way),
    fly,
    stop,
  };
}

export interface OutsideHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: ParentNode;
  readonly compact: boolean;
  readonly magnified: number;
}

export class Outside {
  private was = false;

  constructor(
    private readonly host: OutsideHost,
    private readonly zoom: Zoom,
  ) {}

  /** Lets this segment be zoomed out of, if nothing does yet. */
  offer({ frames, pageSize }: Snapshot): void {
    this.zoom.outer ??= outerZoom(frames, pageSize);
  }

  view(snapshot: Snapshot, names: NameBook): TemplateResult | typeof nothing {
    if (!this.zoom.outside) return nothing;
    return html`<kmem-surroundings
      .snapshot=${snapshot}
      .names=${names}
      .window=${this.zoom.window}
      .compact=${this.host.compact}
      .density=${this.host.magnified}
      @kmem-inwards=${() => this.zoom.travel('in')}
    ></kmem-surroundings>`;
  }

  /** The heading, instead of the segment's. */
  title({ pageSize }: Snapshot): string {
    const { outer, window } = this.zoom;
    const bytes = formatBytes((outer?.place.memory ?? 0) * pageSize);
    return message(`around.title.${outer?.scale(window)}`, { bytes });
  }

  /** The heading of the right column. */
  get side(): string {
    return message(`around.side.${this.zoom.outer?.scale(this.zoom.window)}`);
  }

  /** Zooming out of the segment, or back into it, takes the focus along. */
  keepFocus(inside: HTMLElement | null): void {
    const view = this.host.renderRoot.querySelector('kmem-surroundings');
    const changes = this.was !== (view !== null);
    this.was = view !== null;
    if (changes && view) void view.updateComplete.then(() => view.focus());
    else if (changes) inside?.focus();
  }
}
