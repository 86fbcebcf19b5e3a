import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Playground } from '../session/playground.ts';
import { initialState, type PlaygroundState } from '../session/state-types.ts';

/** Lets an element render the state of a playground, whenever it changes. */
export class StateController implements ReactiveController {
  state: PlaygroundState = initialState;
  private end: (() => void) | null = null;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.watch(null);
  }

  watch(playground: Playground | null): void {
    this.end?.();
    this.state = playground?.state ?? initialState;
    this.end =
      playground?.store.subscribe((state) => {
        this.state = state;
        this.host.requestUpdate();
      }) ?? null;
    this.host.requestUpdate();
  }
}
