/**
 * All view elements in the places the page gives them, fed with hand-made snapshots. Look at it
 * with `npx vite --config tests/web/dev/vite.config.ts`; the tests of the elements drive it too.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type {
  Selection,
  SlabDetail,
  Snapshot,
  Touched,
} from '../../../web/src/engine/snapshot-types.ts';
import '../../../web/src/elements/caches.ts';
import '../../../web/src/elements/events.ts';
import '../../../web/src/elements/ledger.ts';
import '../../../web/src/elements/object.ts';
import '../../../web/src/elements/picture.ts';
import '../../../web/src/elements/picture-thread.ts';
import { zoneNow } from '../../../web/src/elements/linux/index.ts';
import { needMessages } from '../../../web/src/messages/messages.ts';
import { blockAt } from '../../../web/src/render/blocks.ts';
import type { Detail, EventRow, Trail } from '../../../web/src/session/view-types.ts';
import { shared } from '../../../web/src/styles/shared.ts';
import { tokens } from '../../../web/src/styles/tokens.ts';
import * as fixture from './fixture.ts';
import { exampleWalk, linuxSnapshot } from './linux-fixture.ts';

interface Scene {
  readonly snapshot: Snapshot;
  readonly touched: Touched | null;
  readonly trail: Trail | null;
  readonly requested: ReadonlyMap<number, number>;
  readonly slabs: ReadonlyMap<number, SlabDetail>;
}

const told = [
  'kmem_cache_alloc(dentry)',
  'no partial slab, no empty slab: grow',
  'orders 0 to 3 have nothing free',
  'order 4: take the block at frame 16',
  'split: frame 24 waits in order 3',
  'split: frame 20 waits in order 2',
  'split: frame 18 waits in order 1',
  'split: frame 17 waits in order 0',
  'frame 16 becomes a slab of 21 objects',
  'object 0 of frame 16 is handed out',
  'kmem_cache_free(dentry, d[3])',
];

const rows: EventRow[] = told.map((text, index) => ({
  text,
  kind: index === 10 ? 'command' : 'event',
  state: index === 9 ? 'now' : index < 9 ? 'past' : 'next',
  position: { command: 7, event: index + 1 },
}));

const captures = import.meta.glob<string>('../../data/buddy/*.txt', {
  query: '?raw',
  import: 'default',
});

/** A machine with zones, out of a recording, with the walk of a request made up. */
async function linuxScene(name: string, state: string): Promise<Scene> {
  const text = await captures[`../../data/buddy/${name}.txt`]?.();
  const snapshot = linuxSnapshot(text ?? '', state);
  return { snapshot, touched: null, trail: null, requested: new Map(), slabs: new Map() };
}

export function scene(name: string, frames: number): Scene {
  if (name === 'sketch') return fixture.sketch();
  const blocks = fixture.randomBlocks(frames, 7, frames > 4096 ? 0.97 : 0.8);
  const snapshot = fixture.makeSnapshot({ frames, blocks });
  return { snapshot, touched: null, trail: null, requested: new Map(), slabs: new Map() };
}

class Gallery extends LitElement {
  static override styles = [
    shared,
    tokens,
    css`
      :host {
        background: var(--kmem-paper);
        padding: 48px 24px 24px;
        min-height: 100vh;
      }
      .middle {
        display: grid;
        grid-template: auto auto / minmax(0, 1fr) 36px var(--kmem-side);
        row-gap: 12px;
        margin-left: 330px;
      }
      kmem-picture {
        grid-area: 1 / 1 / 2 / -1;
        height: 384px;
      }
      .left {
        grid-area: 2 / 1;
        display: grid;
        gap: 12px;
        align-content: start;
        min-width: 0;
        padding-left: 12px;
      }
      kmem-caches {
        height: 190px;
      }
      kmem-object {
        height: 100px;
      }
      kmem-events {
        grid-area: 2 / 3;
        height: 380px;
      }
      :host([compact]) {
        padding: 8px;
      }
      :host([compact]) .middle {
        display: block;
        margin: 0;
      }
      :host([compact]) .left {
        padding: 0;
      }
    `,
  ];

  @state() selection: Selection | null = null;
  @state() scene: Scene;
  @state() zone = -1;
  readonly sent: unknown[] = [];

  constructor() {
    super();
    const query = new URLSearchParams(location.search);
    this.scene = scene(query.get('scene') ?? 'sketch', Number(query.get('frames') ?? 1024));
    const capture = query.get('capture');
    if (capture) {
      Promise.all([
        linuxScene(capture, query.get('state') ?? 'before'),
        needMessages('zones'),
      ]).then(([scene]) => {
        this.scene = scene;
      });
    }
    this.addEventListener('kmem-zone', (event) => {
      this.zone = (event as CustomEvent<number>).detail;
    });
    for (const name of ['kmem-select', 'kmem-free', 'kmem-seek']) {
      this.addEventListener(name, (event) => this.sent.push([name, (event as CustomEvent).detail]));
    }
    this.addEventListener('kmem-select', (event) => {
      this.selection = (event as CustomEvent<Selection | null>).detail;
    });
  }

  private detail(): Detail | null {
    const { selection, scene } = this;
    if (selection?.type !== 'block' && selection?.type !== 'object') return null;
    const slab = scene.slabs.get(selection.pfn);
    const block = blockAt(scene.snapshot, selection.pfn);
    const requested = scene.requested.get(selection.pfn) ?? 0;
    return slab ?? (block && { ...block, requested, cache: -1, owner: '' });
  }

  protected override render(): TemplateResult {
    const { snapshot, touched, trail, requested, slabs } = this.scene;
    const { selection } = this;
    const compact = innerWidth < 700;
    const { linux } = snapshot;
    const zone = this.zone >= 0 || !linux ? this.zone : zoneNow(linux, exampleWalk);
    if (linux) this.style.setProperty('--kmem-side', '380px');
    this.toggleAttribute('compact', compact);
    return html`<main class="middle">
      <kmem-picture
        .snapshot=${snapshot}
        .touched=${touched}
        .trail=${trail}
        .selection=${selection}
        .requested=${requested}
        .titleText=${`Segment · ${snapshot.frames} frames`}
        .compact=${compact}
        .zone=${zone}
      ></kmem-picture>
      <div class="left">
        ${linux ? html`<kmem-zones .snapshot=${snapshot} .events=${exampleWalk} .zone=${zone} .selection=${selection}></kmem-zones>` : nothing}
        <kmem-caches .snapshot=${snapshot} .touched=${touched} .selection=${selection} .slabs=${slabs}></kmem-caches>
        <kmem-object .snapshot=${snapshot} .touched=${touched} .selection=${selection} .detail=${this.detail()}></kmem-object>
        <kmem-ledger .snapshot=${snapshot}></kmem-ledger>
      </div>
      <kmem-events
        .rows=${rows}
        .counters=${{ looks: 5, splits: 4, merges: 0, slabsGrown: 1, slabsReaped: 0, ctorRuns: 0 }}
        .totals=${snapshot.counters}
        .command=${'d[22] = kmem_cache_alloc(dentry)'}
      ></kmem-events>
      <kmem-picture-thread .pfn=${touched?.slabs.at(-1) ?? -1}></kmem-picture-thread>
    </main>`;
  }
}

customElements.define('kmem-gallery', Gallery);

declare global {
  /** For those who drive this page. */
  var gallery: { fixture: typeof fixture; element: Gallery };
}

const element = document.querySelector('kmem-gallery') as Gallery;
globalThis.gallery = { fixture, element };
