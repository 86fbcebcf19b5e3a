/** The walk of a request through the zones as a line of stations; each says why it went on. */
import { html, nothing, type TemplateResult } from 'lit';
import { WalkFlag } from '../../engine/linux-types.ts';
import { message } from '../../messages/messages.ts';
import { listed, number } from '../../messages/quantities.ts';
import type { RequestWalk, ZoneLook } from '../../render/zone-walk.ts';

/** A request may name a zone that this machine does not have. */
const zoneNames = ['DMA', 'DMA32', 'Normal'];

type NameOf = (zone: number) => string;

function asked(walk: RequestWalk, nameOf: NameOf): string {
  return message('zones.walk.asks', {
    order: walk.order,
    type: message(`zones.type.${walk.type}`),
    zone: nameOf(walk.highestZone) || (zoneNames[walk.highestZone] ?? ''),
    urgency: message(`zones.walk.urgency.${walk.urgency}`),
  });
}

/** What one try of the request may do. */
function rights({ mark, flags }: ZoneLook): string {
  const may = [
    [WalkFlag.NoFragment, 'fragment'],
    [WalkFlag.MinReserve, 'reserve'],
    [WalkFlag.HighAtomic, 'highatomic'],
    [WalkFlag.NoWatermark, 'ignore'],
  ] as const;
  const words = may.filter(([flag]) => (flags & flag) !== 0).map(([, word]) => word);
  return listed([
    message(`zones.walk.try.${mark}`),
    ...words.map((word) => message(`zones.walk.flag.${word}`)),
  ]);
}

/** Why a look at a zone went as it did, in full. */
export function lookText(look: ZoneLook, order: number): string {
  return message(`zones.walk.verdict.${look.verdict}`, {
    left: number(look.left),
    need: number(look.need),
    reserve: number(look.reserve),
    order,
  });
}

function station(look: ZoneLook, now: boolean, walk: RequestWalk, nameOf: NameOf): TemplateResult {
  const told = `${lookText(look, walk.order)}: ${message(`zones.walk.end.${look.end}`)}`;
  return html`<li class=${`station ${look.end}${now ? ' now' : ''}`} title=${told}>
    ${nameOf(look.zone)}<span class="sr-only">: ${told}</span>
  </li>`;
}

/** The tries, each with the zones it came to. */
function tries(walk: RequestWalk, nameOf: NameOf): TemplateResult[] {
  const groups: ZoneLook[][] = [];
  for (const look of walk.looks) {
    const last = groups.at(-1);
    if (last?.[0]?.walk === look.walk) last.push(look);
    else groups.push([look]);
  }
  const newest = walk.looks.at(-1);
  return groups.map((looks) => {
    const may = looks[0] ? rights(looks[0]) : '';
    return html`<li class="try" title=${may}>
      <span class="muted">${message(`zones.walk.mark.${looks[0]?.mark ?? 'low'}`)}</span>
      <span class="sr-only">${may}</span>
      <ol>${looks.map((look) => station(look, look === newest, walk, nameOf))}</ol>
    </li>`;
  });
}

/** Two lines, whatever there is to tell: nothing below them moves. */
export function walkView(walk: RequestWalk | null, nameOf: NameOf): TemplateResult {
  return html`<div class="walk" role="group" aria-label=${message('zones.walk.title')}>
    <p class="muted">${walk ? asked(walk, nameOf) : message('zones.walk.none')}</p>
    <ol class="tries">${walk ? tries(walk, nameOf) : nothing}</ol>
  </div>`;
}
