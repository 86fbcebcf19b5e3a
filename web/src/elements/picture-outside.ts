/** What the picture shows when it is zoomed out of the segment. Comes after the first picture. */
import { needMessages } from '../messages/messages.ts';
import type { Outside, OutsideHost } from './picture-world.ts';
import type { Zoom } from './picture-zoom.ts';

/** Loads it once the page has nothing else to do. Without a network, zooming ends at the segment. */
export function loadOutside(host: OutsideHost, zoom: Zoom, take: (outside: Outside) => void): void {
  const load = async (): Promise<void> => {
    await Promise.all(['sheets', 'lessons'].map(needMessages));
    const { Outside } = await import('./picture-world.ts');
    take(new Outside(host, zoom));
    host.requestUpdate();
  };
  setTimeout(() => load().catch(() => {}), 500);
}
