import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { send } from './shell-events.ts';

/** Takes files dropped anywhere on the page, and says while one is held over it. */
export class DropController implements ReactiveController {
  hovering = false;
  private ended: AbortController | null = null;

  constructor(private readonly host: ReactiveControllerHost & EventTarget) {
    host.addController(this);
  }

  hostConnected(): void {
    this.ended = new AbortController();
    const options = { signal: this.ended.signal };
    addEventListener('dragover', (event) => this.onOver(event), options);
    addEventListener('dragleave', (event) => this.onLeave(event), options);
    addEventListener('drop', (event) => this.onDrop(event), options);
  }

  hostDisconnected(): void {
    this.ended?.abort();
  }

  private show(hovering: boolean): void {
    if (this.hovering === hovering) return;
    this.hovering = hovering;
    this.host.requestUpdate();
  }

  private onOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.show(true);
  }

  private onLeave(event: DragEvent): void {
    if (event.relatedTarget === null) this.show(false);
  }

  private onDrop(event: DragEvent): void {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault(); // or the browser would leave the page for the file
    this.show(false);
    send(this.host, 'kmem-open-file', file);
  }
}
