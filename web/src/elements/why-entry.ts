/** The way to "Why?", whose answers come with the first question. */
import { html, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Position, Selection } from '../engine/snapshot-types.ts';
import type { PlaygroundState } from '../session/state-types.ts';
import { need } from './late.ts';
import type { ShellEvents } from './shell-events.ts';

/** What is asked: of an event, by the position after it; of a block or an object; of two blocks. */
export type WhyQuestion =
  | { readonly type: 'event'; readonly after: Position }
  | { readonly type: 'block'; readonly pfn: number }
  | { readonly type: 'object'; readonly pfn: number; readonly index: number }
  | { readonly type: 'pair'; readonly a: number; readonly b: number };

/** The page: it can make the place seen where the answer stands. */
type Host = ReactiveControllerHost & HTMLElement & { showPart?(part: 'events'): void };

export class WhyEntry implements ReactiveController {
  private question: WhyQuestion | null = null;
  /** Where the machine stood when it was asked. */
  private at: Position | null = null;
  private shift = false;

  constructor(
    private readonly host: Host,
    private readonly watch: { readonly state: PlaygroundState },
  ) {
    host.addController(this);
    host.addEventListener('kmem-why', (event) => this.ask((event as CustomEvent).detail));
    host.addEventListener('kmem-select', this.onSelect, true);
    for (const name of ['pointerdown', 'keydown'] as const) {
      host.addEventListener(name, ({ shiftKey }) => this.noteShift(shiftKey), true);
    }
  }

  hostConnected(): void {}

  private noteShift(shift: boolean): void {
    this.shift = shift;
  }

  private ask(question: ShellEvents['kmem-why']): void {
    this.question = question;
    this.at = this.watch.state.scene?.snapshot.position ?? null;
    if (question) this.host.showPart?.('events');
    this.host.requestUpdate();
  }

  /** With Shift held, a second block is not selected but held against the first: why not one? */
  private readonly onSelect = (event: Event): void => {
    const first = this.watch.state.selection;
    const second = (event as CustomEvent<Selection | null>).detail;
    if (!this.shift || first?.type !== 'block' || second?.type !== 'block') return;
    event.stopImmediatePropagation();
    this.ask({ type: 'pair', a: first.pfn, b: second.pfn });
  };

  /** Whether something was asked, and its answer needs a place. */
  get isOpen(): boolean {
    return this.question !== null;
  }

  /** The answer to what was asked; null if nothing was. */
  view() {
    const { open } = this.watch.state;
    if (!this.question || !open || !this.at) return null;
    need('why');
    return html`<kmem-why
      .script=${open.text}
      .ends=${open.ends}
      .question=${this.question}
      .at=${this.at}
    ></kmem-why>`;
  }
}
