/** Drawings that a lesson declares. One of them shows the live machine. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { LiveHandle, Snapshot } from '../../engine/snapshot-types.ts';
import type { IllustrationName } from '../../lessons/lesson-types.ts';
import { message } from '../../messages/messages.ts';

export const illustrationStyles = css`
  figure {
    margin: 0;
  }
  figure svg {
    display: block;
    width: 100%;
    height: auto;
    font-family: var(--kmem-sans);
    overflow: visible;
  }
  figure text {
    fill: var(--kmem-ink);
    font-size: 12px;
  }
  figure .small {
    fill: var(--kmem-muted);
    font-size: 11px;
  }
  figure .plain {
    fill: var(--kmem-paper);
    stroke: var(--kmem-outline);
  }
  figure .ours {
    fill: var(--kmem-now-pale);
    stroke: var(--kmem-now);
    stroke-width: 1.5;
  }
  figure .page {
    fill: var(--kmem-pages);
    stroke: var(--kmem-pages);
  }
  figure .on-page {
    fill: var(--kmem-on-pages);
  }
  figure .buffer {
    fill: var(--kmem-slab);
    stroke: var(--kmem-slab);
  }
  figure .taken {
    fill: var(--kmem-line);
    stroke: var(--kmem-outline);
  }
  figure path {
    fill: none;
    stroke: var(--kmem-pages);
    stroke-width: 1.5;
  }
  figure path.device {
    stroke: var(--kmem-slab);
  }
`;

// --- the memory hierarchy ---------------------------------------------------------------------------

const levels = ['cache', 'main', 'disk', 'removable'] as const;
const width = 320;

/** Each level is wider than the one above: it holds more, and answers later. */
function hierarchy(): TemplateResult {
  const row = (level: (typeof levels)[number], i: number) => {
    const wide = 140 + i * 60;
    const x = (width - wide) / 2;
    const y = i * 52;
    const facts = `${message(`hierarchy.${level}.size`)} · ${message(`hierarchy.${level}.time`)}`;
    return svg`
      <rect class=${level === 'main' ? 'ours' : 'plain'} x=${x} y=${y + 0.5} width=${wide} height="44" rx="4"></rect>
      <text x=${width / 2} y=${y + 19} text-anchor="middle" font-weight="600">${message(`hierarchy.${level}`)}</text>
      <text class="small" x=${width / 2} y=${y + 35} text-anchor="middle">${facts}</text>
    `;
  };
  return html`<svg viewBox="0 0 320 201" role="img" aria-label=${hierarchyText()}>${levels.map(row)}</svg>`;
}

function hierarchyText(): string {
  const rows = levels.map((level) => {
    const facts = ['', '.size', '.time'].map((part) => message(`hierarchy.${level}${part}`));
    return facts.join(', ');
  });
  return `${message('hierarchy.title')}: ${rows.join('; ')}`;
}

// --- where the pages of a process lie ---------------------------------------------------------------

const pages = 4;
const cell = width / 16;

interface Held {
  readonly pfn: number;
  readonly frames: number;
}

function heldBy(snapshot: Snapshot, name: string): Held | null {
  const handle: LiveHandle | undefined = snapshot.handles.find((one) => one.name === name);
  if (!handle) return null;
  return { pfn: handle.pfn, frames: 2 ** ((snapshot.states[handle.pfn] ?? 0) & 31) };
}

function inUse(snapshot: Snapshot): boolean[] {
  const used: boolean[] = [];
  let now = false;
  snapshot.states.forEach((state, pfn) => {
    if (state !== 0) now = state >> 5 !== 1 && state >> 5 !== 4;
    used[pfn] = now;
  });
  return used;
}

/** The live picture again, seen from a process above and from a device below. */
function contiguity(snapshot: Snapshot | null): TemplateResult {
  if (snapshot?.frames !== 16) return html``;
  const page = Array.from({ length: pages }, (_, i) => heldBy(snapshot, `p${i + 1}`));
  const buffer = heldBy(snapshot, 'buffer');
  const used = inUse(snapshot);
  const kindOf = (pfn: number) => {
    if (page.some((held) => held?.pfn === pfn)) return 'page';
    if (buffer && pfn >= buffer.pfn && pfn < buffer.pfn + buffer.frames) return 'buffer';
    return used[pfn] ? 'taken' : 'plain';
  };
  const pageX = (i: number) => 92 + i * 46;
  return html`<svg
    viewBox="0 0 320 190"
    role="img"
    aria-label=${contiguityText(page, buffer)}
  >
    <text class="small" x="0" y="17">${message('contiguity.process')}</text>
    ${page.map(
      (held, i) => svg`
        <rect class=${held ? 'page' : 'plain'} x=${pageX(i) + 20} y="4" width="42" height="20" rx="2"></rect>
        <text class=${held ? 'on-page' : ''} x=${pageX(i) + 41} y="18" text-anchor="middle">${i + 1}</text>
        ${
          held
            ? svg`<path d=${`M${pageX(i) + 41} 24 C${pageX(i) + 41} 58 ${(held.pfn + 0.5) * cell} 46 ${(held.pfn + 0.5) * cell} 80`}></path>`
            : nothing
        }`,
    )}
    ${used.map(
      (_, pfn) => svg`
        <rect class=${kindOf(pfn)} x=${pfn * cell + 1} y="80" width=${cell - 2} height="24" rx="2"></rect>
        <text class="small" x=${(pfn + 0.5) * cell} y="118" text-anchor="middle">${pfn}</text>`,
    )}
    <text class="small" x="0" y="180">${message('contiguity.device')}</text>
    <rect class=${buffer ? 'buffer' : 'plain'} x="112" y="166" width=${4 * cell} height="20" rx="2"></rect>
    ${
      buffer
        ? [0, 1].map((side) => {
            const from = 112 + side * 4 * cell;
            const to = (buffer.pfn + side * buffer.frames) * cell;
            return svg`<path class="device" d=${`M${from} 166 C${from} 140 ${to} 150 ${to} 122`}></path>`;
          })
        : nothing
    }
  </svg>`;
}

function contiguityText(page: readonly (Held | null)[], buffer: Held | null): string {
  const rows = page.map((held, i) =>
    held
      ? message('contiguity.text.page', { n: i + 1, pfn: held.pfn })
      : message('contiguity.text.none', { n: i + 1 }),
  );
  rows.push(
    buffer
      ? message('contiguity.text.buffer', {
          from: buffer.pfn,
          to: buffer.pfn + buffer.frames - 1,
        })
      : message('contiguity.text.no_buffer'),
  );
  return `${message('contiguity.title')}: ${rows.join('; ')}`;
}

export function illustration(name: IllustrationName, snapshot: Snapshot | null): TemplateResult {
  return html`<figure>${name === 'hierarchy' ? hierarchy() : contiguity(snapshot)}</figure>`;
}
