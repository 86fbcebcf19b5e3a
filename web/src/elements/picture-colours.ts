/** Tells when the colours of an element may have changed: what is painted does not follow alone. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const queries = ['print', '(forced-colors: active)'];

export class ColourWatch implements ReactiveController {
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly changed: () => void,
  ) {
    host.addController(this);
  }

  private readonly tell = (): void => this.changed();

  hostConnected(): void {
    for (const query of queries) matchMedia(query).addEventListener('change', this.tell);
    this.host.addEventListener('transitionrun', this.tell);
    this.changed(); // while it was away nobody told
  }

  hostDisconnected(): void {
    for (const query of queries) matchMedia(query).removeEventListener('change', this.tell);
    this.host.removeEventListener('transitionrun', this.tell);
  }
}
