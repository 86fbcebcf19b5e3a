/** The way to the views of machines with zones, which come with the first of them. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Snapshot } from '../engine/snapshot-types.ts';
import { needMessages } from '../messages/messages.ts';
import type { PlaygroundState } from '../session/state-types.ts';
import { need } from './late.ts';
import type { PictureExtra } from './picture-extra.ts';

type Views = typeof import('./linux/index.ts');

let views: Views | null = null;
let coming: Promise<Views> | null = null;

/** What draws zones, once it is there; null until then, and `host` is updated when it comes. */
function needViews(host: ReactiveControllerHost): Views | null {
  if (views) return views;
  coming ??= Promise.all([import('./linux/index.ts'), needMessages('zones')]).then(([loaded]) => {
    views = loaded;
    return loaded;
  });
  coming.then(
    () => host.requestUpdate(),
    () => {
      coming = null; // without a network now; perhaps later
    },
  );
  return null;
}

/** What the picture shows beside what it always shows; null for machines without zones. */
export function zonesExtra(
  host: ReactiveControllerHost,
  { linux }: Snapshot,
  zone: number,
  claimed: readonly number[] = [],
): PictureExtra | null {
  return linux ? (needViews(host)?.linuxExtra(linux, zone, claimed) ?? null) : null;
}

/** In the line on top; where there is no room, and in lessons, which choose themselves: nothing. */
export function profileSwitch(state: PlaygroundState, away: boolean) {
  if (away || !state.open || state.race) return nothing;
  need('profile');
  return html`<kmem-profile .state=${state}></kmem-profile>`;
}

/** Of one page: which zone's lists are shown, and the panel of the zones. */
export class ZonesPart implements ReactiveController {
  /** Index of the zone that was chosen at this scenario; -1: the one the request is at. */
  private chosen = -1;
  private script = '';

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly watch: { readonly state: PlaygroundState },
  ) {
    host.addController(this);
    host.addEventListener('kmem-zone', (event) => {
      this.chosen = (event as CustomEvent<number>).detail;
      host.requestUpdate();
    });
  }

  hostConnected(): void {}

  get any(): boolean {
    return this.watch.state.scene?.snapshot.linux !== undefined;
  }

  get zone(): number {
    const { open, scene } = this.watch.state;
    const linux = scene?.snapshot.linux;
    if (open && open.text !== this.script) {
      this.script = open.text;
      this.chosen = -1;
    }
    if (!linux || this.chosen >= 0) return this.chosen;
    return needViews(this.host)?.zoneNow(linux, scene.events.slice(0, scene.place.done)) ?? -1;
  }

  panel(classes: string) {
    const { scene, selection, indices, open } = this.watch.state;
    if (!scene?.snapshot.linux) return nothing;
    const { position } = scene.snapshot;
    const commands = open?.commands ?? 0;
    return html`<kmem-zones
      class=${classes}
      .snapshot=${scene.snapshot}
      .events=${scene.events.slice(0, scene.place.done)}
      .zone=${this.zone}
      .selection=${selection}
      .history=${indices?.text === open?.text ? (indices?.moments ?? null) : null}
      .place=${commands === 0 ? 0 : (position.command + (position.event > 0 ? 1 : 0)) / commands}
      .commands=${commands}
    ></kmem-zones>`;
  }
}
