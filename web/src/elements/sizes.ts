import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type Size = 'phone' | 'tablet' | 'desktop';

const desktop = 1120;
const tablet = 700;

export function sizeOf(width: number): Size {
  if (width >= desktop) return 'desktop';
  return width >= tablet ? 'tablet' : 'phone';
}

/** How much room the host has, whatever the window is. */
export class SizeController implements ReactiveController {
  size: Size = 'desktop';
  private readonly observer = new ResizeObserver(([entry]) => {
    if (entry) this.update(entry.contentRect.width);
  });

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.update(this.host.clientWidth);
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer.disconnect();
  }

  private update(width: number): void {
    const size = sizeOf(width);
    if (width === 0 || size === this.size) return;
    this.size = size;
    this.host.requestUpdate();
  }
}
