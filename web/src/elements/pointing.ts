import type { LitElement, ReactiveController, ReactiveControllerHost } from 'lit';

/** Elements that light the block that is pointed at in one of them. */
const views = 'kmem-picture, kmem-caches, kmem-events';

/** What is pointed at in one view is lit in all of them. */
export class PointController implements ReactiveController {
  constructor(private readonly host: ReactiveControllerHost & LitElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('kmem-point', this.onPoint);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('kmem-point', this.onPoint);
  }

  private readonly onPoint = (event: Event): void => {
    event.stopPropagation();
    const pointed = (event as CustomEvent<number | null>).detail ?? -1;
    for (const view of this.host.renderRoot.querySelectorAll(views)) {
      Object.assign(view, { pointed });
    }
  };
}
